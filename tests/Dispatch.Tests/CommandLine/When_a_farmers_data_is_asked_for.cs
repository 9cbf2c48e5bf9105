using System.Text.Json;
using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_a_farmers_data_is_asked_for : Terminal
{
    private const string Phone = "13804780001";

    [SetUp]
    public async Task Register()
    {
        await Run("keys", "add", "any", "--for", "all");
        await Sql($"INSERT INTO farmers (\"Phone\", \"Name\", \"VillageCode\", \"Language\") VALUES ('{Phone}', '李秀英', '150802100201', 'zh')");
    }

    [Test]
    public async Task It_is_counted_and_with_json_it_is_all_there_and_the_log_has_it()
    {
        Assert.That(await Run("farmers", "export", "138 0478 0001", "--lang", "en"), Is.Zero);
        Assert.That(Out, Does.Contain("13804780001: 0 orders").And.Not.Contain("李秀英"));

        Assert.That(await Run("farmers", "export", Phone, "--json"), Is.Zero);
        Assert.That(JsonDocument.Parse(Out).RootElement.GetProperty("registered").GetProperty("name").GetString(), Is.EqualTo("李秀英"));
        Assert.That(await Sql("SELECT group_concat(\"Act\" || ' ' || \"Whose\" || ' ' || \"Address\") FROM audit"), Is.EqualTo($"exportPerson {Phone} console,exportPerson {Phone} console"));
    }

    [Test]
    public async Task Erased_it_is_gone_and_a_second_time_there_is_nothing()
    {
        Assert.That(await Run("farmers", "erase", Phone, "--reason", "本人申请", "--lang", "en"), Is.Zero);
        Assert.That(Out, Does.StartWith("Erased:").And.Contain("erased-"));
        Assert.That(await Sql("SELECT COUNT(*) FROM farmers"), Is.EqualTo("0"));

        Assert.That(await Run("farmers", "erase", Phone, "--reason", "本人申请", "--lang", "zh"), Is.Zero);
        Assert.That(Out, Does.Contain("没有任何内容"));
    }

    [TestCase("export", "12")]
    [TestCase("erase", "12", "--reason", "本人申请")]
    [TestCase("erase", Phone)]
    [TestCase("erase", Phone, "--reason", " ")]
    public async Task What_is_not_understood_changes_nothing(params string[] words)
    {
        Assert.That(await Run(["farmers", .. words]), Is.EqualTo(Shell.NotUnderstood));
        Assert.That(await Sql("SELECT (SELECT COUNT(*) FROM farmers) || ' ' || (SELECT COUNT(*) FROM audit)"), Is.EqualTo("1 0"));
    }
}
