using Dispatch.Domain.Ledger;

namespace Dispatch.Tests.Ledger;

[OnBothDatabases(TakesLong = true)]
public sealed class When_years_are_taken_over : LedgerSpec
{
    private static readonly object Lectures2025 = new { kind = "LectureHeld", year = 2025, quantity = 720, people = 21000, source = "2025年人才工作总结" };

    [Test]
    public async Task The_figure_is_entered_and_shown_apart()
    {
        await Ordered("a", Solved(Wang));
        var (status, body) = await Open(Lectures2025);

        Assert.That(status, Is.EqualTo(201));
        Assert.That(body.GetProperty("kind").GetString(), Is.EqualTo("OpeningBalance"));
        await Entries();
        var (_, totals) = await Call(HttpMethod.Get, "/ledger/totals");
        var row = totals.GetProperty("rows")[0];
        Assert.That(row.GetProperty("counted").EnumerateArray().Select(kind => kind.GetProperty("kind").GetString()), Is.EqualTo(new[] { "ProblemSolved" }));
        Assert.That(row.GetProperty("openingBalances")[0].GetProperty("quantity").GetInt32(), Is.EqualTo(720));
        Assert.That(await Total(EntryKind.LectureHeld), Is.Zero);
        Assert.That(await Total(EntryKind.LectureHeld, opening: true), Is.EqualTo(720));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task The_same_figure_again_is_the_same_entry()
    {
        var (_, first) = await Open(Lectures2025);
        var (status, again) = await Open(Lectures2025);

        Assert.That(status, Is.EqualTo(201));
        Assert.That(again.GetProperty("sequence").GetInt64(), Is.EqualTo(first.GetProperty("sequence").GetInt64()));
        Assert.That(await Entries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_figure_for_the_same_year_is_refused_until_the_first_is_reversed()
    {
        await Open(new { kind = "LectureHeld", year = 2025, quantity = 7200, source = "总结" });
        var (refused, problem) = await Open(Lectures2025);
        var (reversed, _) = await Call(HttpMethod.Post, "/ledger/opening-balances/1/reversal", new { reason = "多写了一个零" });
        var (entered, _) = await Open(Lectures2025);

        Assert.That((refused, problem.GetProperty("code").GetString()), Is.EqualTo((409, "AlreadyCounted")));
        Assert.That((reversed, entered), Is.EqualTo((200, 201)));
        Assert.That(await Total(EntryKind.LectureHeld, opening: true), Is.EqualTo(720));
        Assert.That((await Entries()).Select(entry => entry.Quantity), Is.EqualTo(new[] { 7200, -7200, 720 }));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task Only_opening_balances_are_reversed_by_hand_and_only_once()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        await Open(Lectures2025);
        var counted = await Call(HttpMethod.Post, "/ledger/opening-balances/1/reversal", new { reason = "x" });
        await Call(HttpMethod.Post, "/ledger/opening-balances/2/reversal", new { reason = "x" });
        var twice = await Call(HttpMethod.Post, "/ledger/opening-balances/2/reversal", new { reason = "x" });
        var unknown = await Call(HttpMethod.Post, "/ledger/opening-balances/99/reversal", new { reason = "x" });

        Assert.That((counted.Status, counted.Body.GetProperty("code").GetString()), Is.EqualTo((409, "NotAnOpeningBalance")));
        Assert.That((twice.Status, twice.Body.GetProperty("code").GetString()), Is.EqualTo((409, "AlreadyReversed")));
        Assert.That(unknown.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task What_is_wrong_is_named_by_field_and_nothing_is_entered()
    {
        var (status, problem) = await Open(new { kind = "OpeningBalance", year = 2031, quantity = 0, people = -1 });

        Assert.That(status, Is.EqualTo(400));
        Assert.That(Fields(problem), Is.EquivalentTo(new[] { "kind", "year", "quantity", "people", "source" }));
        Assert.That(await Entries(), Is.Empty);
    }

    [TestCase("Clerk:王芳")]
    [TestCase("Farmer:13804780001")]
    public async Task Only_the_office_and_the_desk_may(string actor)
    {
        var (status, problem) = await Call(HttpMethod.Post, "/ledger/opening-balances", Lectures2025, Uri.EscapeDataString(actor));

        Assert.That((status, Fields(problem)[0]), Is.EqualTo((403, "Dispatch-Actor")));
        Assert.That(await Entries(), Is.Empty);
    }

    [Test]
    public async Task Many_at_once_still_make_one_chain_without_a_gap()
    {
        var answers = await Task.WhenAll(Enumerable.Range(2001, 6).Select(year => Open(new { kind = "LectureHeld", year, quantity = 10, source = "总结" })));

        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(201));
        Assert.That((await Entries()).Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That(await Findings(), Is.Empty);
    }

    private Task<(int Status, System.Text.Json.JsonElement Body)> Open(object body) => Call(HttpMethod.Post, "/ledger/opening-balances", body);
}
