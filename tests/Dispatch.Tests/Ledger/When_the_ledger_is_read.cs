using System.CommandLine;
using Dispatch.Domain.Orders;
using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.Ledger;

[OnBothDatabases(TakesLong = true)]
public sealed class When_the_ledger_is_read : LedgerSpec
{
    [SetUp]
    public async Task Count()
    {
        await Ordered("a", Solved(Wang, Li));
        await Ordered("b", Solved(Wang));
        await Ordered("c", Answered);
        await Ordered("d", Triaged(), Visited(Li), Confirmed(Outcome.PartlySolved));
        await Ordered("e", Cancelled);
        await Ordered("f", Triaged());
        Assert.That(await Entries(), Has.Count.EqualTo(3));
    }

    [TestCase("town", Town, 2)]
    [TestCase("station", "S001", 2)]
    [TestCase("expert", "E001", 2)]
    [TestCase("expert", "E002", 1)]
    [TestCase("month", "2026-06", 2)]
    public async Task Totals_are_by(string by, string key, int solved)
    {
        var (_, body) = await Call(HttpMethod.Get, $"/ledger/totals?by={by}&from=2026-06&to=2026-06");
        var row = body.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("key").GetString() == key);

        Assert.That(row.GetProperty("counted").EnumerateArray().Single(kind => kind.GetProperty("kind").GetString() == "ProblemSolved").GetProperty("quantity").GetInt32(), Is.EqualTo(solved));
    }

    [Test]
    public async Task Other_months_are_left_out()
    {
        var (_, body) = await Call(HttpMethod.Get, "/ledger/totals?from=2026-07");

        Assert.That(body.GetProperty("rows").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Rates_have_denominators_and_closed_is_not_solved()
    {
        var (_, body) = await Call(HttpMethod.Get, "/ledger/rates?from=2026-06&to=2026-06");
        var rates = body.GetProperty("rates").EnumerateArray().ToDictionary(rate => rate.GetProperty("outcome").GetString()!, rate => (rate.GetProperty("orders").GetInt32(), rate.GetProperty("of").GetInt32()));

        Assert.That(body.GetProperty("closed").GetInt32(), Is.EqualTo(5));
        Assert.That(rates["Solved"], Is.EqualTo((2, 5)));
        Assert.That(rates["PartlySolved"], Is.EqualTo((1, 5)));
        Assert.That(rates["NotSolved"], Is.EqualTo((0, 5)));
    }

    [Test]
    public async Task Entries_come_a_page_at_a_time()
    {
        var (_, first) = await Call(HttpMethod.Get, "/ledger/entries?take=2");
        var (_, rest) = await Call(HttpMethod.Get, $"/ledger/entries?take=2&after={first.GetProperty("next").GetInt64()}");

        Assert.That((first.GetProperty("entries").GetArrayLength(), rest.GetProperty("entries").GetArrayLength()), Is.EqualTo((2, 1)));
        Assert.That(rest.GetProperty("next").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    [TestCase("kind=ConsultationAnswered", 1)]
    [TestCase("expert=E002", 1)]
    [TestCase("station=S001", 2)]
    [TestCase("after=3", 0)]
    public async Task Entries_are_filtered(string by, int count)
    {
        var (_, body) = await Call(HttpMethod.Get, $"/ledger/entries?{by}");

        Assert.That(body.GetProperty("entries").GetArrayLength(), Is.EqualTo(count));
    }

    [TestCase("/ledger/totals?from=2026", "from")]
    [TestCase("/ledger/totals?from=2026-06&to=2026-05", "to")]
    [TestCase("/ledger/totals?by=village", "by")]
    [TestCase("/ledger/rates?to=June", "to")]
    [TestCase("/ledger/entries?take=0", "take")]
    [TestCase("/ledger/entries?expert=E999", "expert")]
    [TestCase("/ledger/entries?station=S999", "station")]
    [TestCase("/ledger/entries?kind=Lectures", "kind")]
    public async Task A_question_that_makes_no_sense_is_named_by_field(string path, string field)
    {
        var (status, problem) = await Call(HttpMethod.Get, path);

        Assert.That(status, Is.EqualTo(400));
        Assert.That(Fields(problem), Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task It_is_verified_and_says_the_head_of_the_chain()
    {
        var (_, body) = await Call(HttpMethod.Get, "/ledger/verify");

        Assert.That(body.GetProperty("ok").GetBoolean());
        Assert.That(body.GetProperty("head").GetString(), Is.EqualTo((await Entries())[^1].Hash));
    }

    [Test]
    public async Task What_is_wrong_is_said_in_the_reader_s_language()
    {
        await Sql("UPDATE ledger_totals SET \"Quantity\" = 640 WHERE \"Dimension\" = 'Town' AND \"Kind\" = 'ProblemSolved'");
        var (_, zh) = await Call(HttpMethod.Get, "/ledger/verify");
        var (_, en) = await Call(HttpMethod.Get, "/ledger/verify", language: "en");

        Assert.That(zh.GetProperty("findings")[0].GetProperty("words").GetString(), Is.EqualTo("汇总 Town 150802100 ProblemSolved 2026-06：记为 640 次 2 人，按明细应为 2 次 2 人。"));
        Assert.That(en.GetProperty("findings")[0].GetProperty("words").GetString(), Is.EqualTo("The total Town 150802100 ProblemSolved 2026-06 says 640 for 2 people; the entries add up to 2 for 2."));
    }

    [Test]
    public async Task The_command_line_verifies_rebuilds_and_exports()
    {
        await Sql("UPDATE ledger_totals SET \"Quantity\" = 640 WHERE \"Dimension\" = 'Town' AND \"Kind\" = 'ProblemSolved'");
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.csv");

        Assert.That((await Run("verify")).Code, Is.EqualTo(1));
        Assert.That((await Run("rebuild")).Code, Is.Zero);
        Assert.That((await Run("verify")).Code, Is.Zero);
        Assert.That((await Run("export", file)).Code, Is.Zero);
        Assert.That((await Run("export", "/nowhere/at/all.csv")).Code, Is.EqualTo(1));
        Assert.That((await Run("totals", "--from", "2026")).Code, Is.EqualTo(1));
        Assert.That((await Run("totals", "--by", "expert", "--json")).Output, Does.Contain("\"E001\""));
        var lines = await File.ReadAllLinesAsync(file);
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[3], Does.EndWith((await Entries())[^1].Hash));
    }

    private async Task<(int Code, string Output)> Run(params string[] args)
    {
        using var output = new StringWriter();
        var code = await LedgerCommand.Create(() => Service.Services).Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        return (code, output.ToString());
    }
}
