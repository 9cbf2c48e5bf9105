using System.Net;
using System.Net.Sockets;
using Dispatch.Web.CommandLine;
using Dispatch.Web.Serving;
using Microsoft.Extensions.Configuration;

namespace Dispatch.Tests.CommandLine;

public sealed class When_settings_are_typed : Terminal
{
    [TestCase("Dispatch:Databse", "x", "is no setting. There are: AuditDays, BatchWindow")]
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
    [TestCase("Dispatch:AuditDays", "30", "expected 180 to 36500")]
    [TestCase("Dispatch:Rates:PerAddress", "0", "expected 1 to 1000000")]
    [TestCase("Dispatch:Rates:PerKey", "many", "expected a whole number")]
    [TestCase("Dispatch:Rates:PerPhone", "5", "is no setting. There are: OrdersPerPhone, PerAddress, PerKey")]
    [TestCase("Dispatch:Role", "clerk", "expected All, Web, Worker")]
    [TestCase("Dispatch:Refusals", "0", "expected 1 to 100")]
    [TestCase("Dispatch:Refusals", "five", "expected a whole number")]
    [TestCase("Dispatch:ConfirmationDays", "1000", "expected 1 to 365")]
    [TestCase("Dispatch:Weights:LoadKm", "-5", "expected a number from 0 to 10000")]
    [TestCase("Dispatch:Weights:LoadMiles", "5", "is no setting. There are: AgeKmPerHour, AskedForBonusKm")]
    [TestCase("Dispatch:BatchWindow", "2", "is '2'; expected 00:00:00 to 01:00:00")]
    [TestCase("Dispatch:Bus", "amqp://", "expected memory, or amqp://")]
    [TestCase("Dispatch:Bus", "amqp:///vhost", "expected memory, or amqp://")]
    [TestCase("Dispatch:Bus", "amqp://host:5672,/vhost", "expected memory, or amqp://")]
    [TestCase("Dispatch:Bus", "amqp://host:5672,other:port/", "of a cluster host:port,host:port")]
    [TestCase("Dispatch:Bus", "amqp://host:99999", "expected memory, or amqp://")]
    [TestCase("Dispatch:Bus", "amqp://host/vhost/more", "expected memory, or amqp://")]
    [TestCase("Dispatch:StopWithin", "00:00:00", "expected 00:00:01 to 00:10:00")]
    [TestCase("Dispatch:Map:Tiles", "https://tiles.example.org/tile.png", "expected an http:// or https:// address with {z}, {x} and {y}")]
    [TestCase("Dispatch:Map:Tiles", "https://x; script-src *//{z}/{x}/{y}", "expected an http:// or https:// address with")]
    [TestCase("Dispatch:Map:Tile", "x", "is no setting. There are: Attribution, Tiles")]
    [TestCase("Dispatch:NoticeWebhook", "ftp://x", "expected an http:// or https:// address")]
    [TestCase("Dispatch:SingleSignOn:Authority", "http://id.example", "expected an https:// address")]
    [TestCase("Dispatch:SingleSignOn:Authoriti", "https://id.example", "is no setting. There are: Authority, Claim")]
    public async Task A_wrong_one_is_named_with_what_is_expected(string setting, string value, string expected)
    {
        Assert.That(await Run("import", "towns", SharedData.Find("linhe_towns.csv"), $"--{setting}={value}"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith(setting).And.Contain(expected).And.Not.Contain("Parameter"));
        Assert.That(Error.Trim(), Does.Not.Contain("\n"), "one sentence");
    }

    /// <summary>It may end in a log.</summary>
    [Test]
    public async Task A_password_in_a_wrong_address_is_not_repeated()
    {
        Assert.That(await Run("errors", "list", "--Dispatch:Bus=amqp://dispatch:secret@one:5672,two:x/"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("one:5672,two:x").And.Not.Contain("secret"));
    }

    /// <summary>Its messages would reach nobody.</summary>
    [Test]
    public async Task A_part_of_the_service_on_a_bus_that_does_not_leave_the_process_is_refused()
    {
        Assert.That(await Run("serve", "--role", "web"), Is.EqualTo(Shell.Failed));
        Assert.That(Error.Trim(), Does.StartWith("Dispatch:Role is 'Web', but Dispatch:Bus is memory").And.Contain("内存总线").And.Not.Contain("\n"));
        Assert.That(File.Exists(Path("dispatch.db")), Is.False);
    }

    /// <summary>It would show farmers' codes to whoever opens a page.</summary>
    [Test]
    public async Task An_inbox_in_earnest_is_refused()
    {
        Assert.That(await Run("serve", "--Dispatch:Inbox=true"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith("Dispatch:Inbox is 'True'; expected false"));
    }

    [TestCase("Dispatch:NoticeFile", ".", "is a directory")]
    [TestCase("Dispatch:NoticeFile", "list.csv/notices.txt", "list.csv")]
    [TestCase("Dispatch:Photos", "list.csv/photos", "list.csv")]
    [TestCase("Dispatch:Photos", "list.csv", "list.csv")]
    public async Task A_place_that_can_t_be_written_to_is_named_at_the_start(string setting, string name, string why)
    {
        await File.WriteAllTextAsync(Path("list.csv"), "");
        using var ceiling = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        Assert.That(await Run(ceiling.Token, "serve", "--urls=http://127.0.0.1:0", $"--{setting}={Path(name)}"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.StartWith($"{setting} is '{Path(name)}'").And.Contain(why));
        Assert.That(File.Exists(Path("dispatch.db")), Is.False);
    }

    [Test]
    public async Task An_address_in_use_is_said_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.That(await Run("serve", $"--urls=http://{other.LocalEndpoint}"), Is.EqualTo(Shell.Failed));
        Assert.That(Error.Trim(), Does.StartWith($"http://{other.LocalEndpoint} is in use").And.Not.Contain("\n"));
    }

    /// <summary>Refused, so nothing listens.</summary>
    [TestCase("is not encrypted", "--urls=http://0.0.0.0:5080", "--AllowedHosts=dispatch.example.cn")]
    [TestCase("has no certificate", "--urls=https://0.0.0.0:5443", "--AllowedHosts=dispatch.example.cn")]
    [TestCase("AllowedHosts", "--urls=https://0.0.0.0:5443", "--Kestrel:Certificates:Default:Path=cert.pem")]
    [TestCase("Dispatch:BehindProxy", "--urls=http://127.0.0.1:0", "--Dispatch:BehindProxy=nginx")]
    public async Task An_address_that_is_not_protected_is_refused_before_anything_is_made(string said, params string[] settings)
    {
        Assert.That(await Run(["serve", .. settings]), Is.EqualTo(Shell.Failed));
        Assert.That(Error.Trim(), Does.Contain(said).And.Not.Contain("\n"));
        Assert.That(File.Exists(Path("dispatch.db")), Is.False);
    }

    [Test]
    public async Task A_settings_file_that_is_no_JSON_is_named_with_the_line()
    {
        await File.WriteAllTextAsync(Path("appsettings.json"), "{\n  \"Dispatch\": {\n    \"Zone\" \"Asia/Shanghai\"\n  }\n}\n");
        var failure = Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().AddJsonFile(Path("appsettings.json")).Build());

        Assert.That(Mendable.Sentence(failure!), Does.StartWith($"{Path("appsettings.json")}, line 3: "));
    }

    /// <summary>An environment variable DISPATCH is somebody else's. Seen red with an exception nobody handles.</summary>
    [Test]
    public void A_value_of_the_whole_section_is_none_of_ours()
    {
        var alone = new ConfigurationBuilder().AddInMemoryCollection([new("DISPATCH", "1")]).Build();
        var beside = new ConfigurationBuilder().AddInMemoryCollection([new("DISPATCH", "1"), new("Dispatch:Refusals", "7")]).Build();

        Assert.That((ServiceHost.SettingsOf(alone).Refusals, ServiceHost.SettingsOf(beside).Refusals), Is.EqualTo((5, 7)));
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
