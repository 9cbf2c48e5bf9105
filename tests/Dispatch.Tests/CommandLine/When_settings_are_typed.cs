using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_settings_are_typed : Terminal
{
    [TestCase("Dispatch:Databse", "x", "is no setting. There are: BatchWindow")]
    [TestCase("Dispatch:Database", "", "expected sqlite:PATH")]
    [TestCase("Dispatch:Database", "mysql:x", "expected sqlite:PATH")]
    [TestCase("Dispatch:DatabasePatience", "00:00:00", "expected 00:00:01 to 00:10:00")]
    [TestCase("Dispatch:Bus", "kafka://x", "expected memory, or amqp://")]
    [TestCase("Dispatch:Zone", "Asia/Linhe", "expected an IANA time zone")]
    [TestCase("Dispatch:FieldHours", "6-20", "expected HH:mm-HH:mm")]
    [TestCase("Dispatch:FieldHours", "25:00-26:00", "expected HH:mm-HH:mm")]
    [TestCase("Dispatch:FieldHours", "20:00-06:00", "expected HH:mm-HH:mm")]
    [TestCase("Dispatch:FieldDays:0", "Montag", "expected Sunday, Monday")]
    [TestCase("Dispatch:BatchWindow", "soon", "expected a span of time")]
    [TestCase("Dispatch:Refusals", "0", "expected 1 to 100")]
    [TestCase("Dispatch:Refusals", "five", "expected a whole number")]
    [TestCase("Dispatch:ConfirmationDays", "1000", "expected 1 to 365")]
    [TestCase("Dispatch:Weights:LoadKm", "-5", "expected a number from 0 to 10000")]
    [TestCase("Dispatch:Weights:LoadMiles", "5", "is no setting")]
    [TestCase("Dispatch:NoticeWebhook", "ftp://x", "expected an http:// or https:// address")]
    public async Task A_wrong_one_is_named_with_what_is_expected(string setting, string value, string expected)
    {
        Assert.That(await Run("import", "towns", SharedData.Find("linhe_towns.csv"), $"--{setting}={value}"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith(setting).And.Contain(expected).And.Not.Contain("Parameter"));
        Assert.That(Error.Trim(), Does.Not.Contain("\n"), "one sentence");
    }

    [Test]
    public async Task A_blank_may_stand_between_name_and_value()
    {
        Assert.That(await Run("import", "--Dispatch:Database", $"sqlite:{Path("other.db")}", "towns", SharedData.Find("linhe_towns.csv")), Is.Zero);
        Assert.That(File.Exists(Path("other.db")));
    }

    [Test]
    public async Task Help_calls_the_program_by_its_name()
    {
        Assert.That(await Run("--help"), Is.Zero);
        Assert.That(Out, Does.Contain("dispatch [command]").And.Not.Contain("Dispatch.Web"));
    }
}
