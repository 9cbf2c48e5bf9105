using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Stations;

namespace Dispatch.Tests.Ledger;

public sealed class When_entries_are_chained
{
    private static readonly DateTimeOffset At = new(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Posting Solved = new(EntryKind.ProblemSolved, new Guid("00000000-0000-8000-8000-000000000001"), 1, At)
    {
        Experts = [new ExpertId(new Guid("00000000-0000-8000-8000-0000000000b2")), new ExpertId(new Guid("00000000-0000-8000-8000-0000000000a1"))],
        TownCode = "150802100",
        Words = "好",
    };

    private static IEnumerable<TestCaseData> Changes()
    {
        TestCaseData That(string field, Func<Posting, Posting> change) => new TestCaseData(change).SetArgDisplayNames(field);
        yield return That("kind", posting => posting with { Kind = EntryKind.LectureHeld });
        yield return That("counted", posting => posting with { Counted = EntryKind.LectureHeld });
        yield return That("quantity", posting => posting with { Quantity = 2 });
        yield return That("people", posting => posting with { People = 2 });
        yield return That("experts", posting => posting with { Experts = [posting.Experts[0]] });
        yield return That("station", posting => posting with { Station = StationId.For("S001") });
        yield return That("town", posting => posting with { TownCode = "150802101" });
        yield return That("happenedAt", posting => posting with { HappenedAt = At.AddTicks(1) });
        yield return That("source", posting => posting with { Source = Guid.Empty });
        yield return That("occasion", posting => posting with { Occasion = 2 });
        yield return That("reverses", posting => posting with { Reverses = 1 });
        yield return That("words", posting => posting with { Words = "" });
        yield return That("no words", posting => posting with { Words = null });
    }

    [TestCaseSource(nameof(Changes))]
    public void A_change_of_any_field_is_another_hash(Func<Posting, Posting> change) =>
        Assert.That(change(Solved).After(Link.Start, At).Hash, Is.Not.EqualTo(Solved.After(Link.Start, At).Hash));

    [Test]
    public void Sequence_time_of_recording_and_the_hash_before_are_in_it()
    {
        var hashes = new[] { Solved.After(Link.Start, At), Solved.After(Link.Start with { Sequence = 1 }, At), Solved.After(Link.Start, At.AddTicks(1)), Solved.After(new Link(0, new string('1', 64)), At) };

        Assert.That(hashes.Select(entry => entry.Hash), Is.Unique);
    }

    [Test]
    public void Neither_the_order_of_experts_nor_the_offset_of_a_time_matters()
    {
        var same = Solved with { Experts = [.. Solved.Experts.Reverse()], HappenedAt = At.ToUniversalTime() };

        Assert.That(same.After(Link.Start, At).Hash, Is.EqualTo(Solved.After(Link.Start, At).Hash));
    }

    [Test]
    public void The_canonical_form_is_as_documented_and_stays_so()
    {
        const string form = "1:1,64:0000000000000000000000000000000000000000000000000000000000000000,1:1,13:ProblemSolved,-,1:1,1:1," +
            "73:00000000-0000-8000-8000-0000000000a1 00000000-0000-8000-8000-0000000000b2,-,9:150802100," +
            "28:2026-06-01T01:00:00.0000000Z,28:2026-06-01T01:00:00.0000000Z,36:00000000-0000-8000-8000-000000000001,1:1,-,3:好,";
        var entry = Solved.After(Link.Start, At);

        Assert.That(Chain.Canonical(entry, Link.Start.Hash), Is.EqualTo(form));
        Assert.That(entry.Hash, Is.EqualTo("5d0b800ae15f1534751a1bbfd1e20b48fe50cd7bd36c16f9721e2cac0e26f610"));
    }
}
