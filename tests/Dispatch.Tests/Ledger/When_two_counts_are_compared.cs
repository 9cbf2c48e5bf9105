using Dispatch.Domain;
using Dispatch.Domain.Ledger;

namespace Dispatch.Tests.Ledger;

public sealed class When_two_counts_are_compared
{
    private static readonly Guid One = NamedId.For("source", "one");
    private static readonly Guid Other = NamedId.For("source", "other");

    private Fingerprint here = null!;
    private Fingerprint there = null!;

    private static IEnumerable<TestCaseData> Differences()
    {
        TestCaseData That(string what, Action<Fingerprint> add) => new TestCaseData(add).SetArgDisplayNames(what);
        yield return That("kind", print => print.Add(EntryKind.LectureHeld, One, 1, 20));
        yield return That("source", print => print.Add(EntryKind.ProblemSolved, Other, 1, 20));
        yield return That("occasion", print => print.Add(EntryKind.ProblemSolved, One, 2, 20));
        yield return That("people", print => print.Add(EntryKind.ProblemSolved, One, 1, 21));
        yield return That("people taken back", print => print.Add(EntryKind.ProblemSolved, One, 1, -20));
        yield return That("nothing", _ => { });
        for (var at = 0; at < 16; at++)
        {
            var bytes = One.ToByteArray();
            bytes[at] ^= 0x80;
            yield return That($"byte {at} of the source", print => print.Add(EntryKind.ProblemSolved, new Guid(bytes), 1, 20));
        }
    }

    [SetUp]
    public void Begin()
    {
        here = Fingerprint.Empty();
        there = here.Alike();
    }

    [Test]
    public void The_same_in_another_order_is_the_same()
    {
        here.Add(EntryKind.ProblemSolved, One, 1, 20);
        here.Add(EntryKind.LectureHeld, Other, 1, int.MaxValue);
        there.Add(EntryKind.LectureHeld, Other, 1, int.MaxValue);
        there.Add(EntryKind.ProblemSolved, One, 1, 20);

        Assert.That(here.Matches(there));
    }

    [Test]
    public void What_two_have_counted_is_what_one_would_have()
    {
        here.Add(EntryKind.ProblemSolved, One, 1, 20);
        here.Add(EntryKind.LectureHeld, Other, 1, 30);
        var half = there.Alike();
        half.Add(EntryKind.ProblemSolved, One, 1, 20);
        there.Add(EntryKind.LectureHeld, Other, 1, 30);
        Assert.That(here.Matches(there), Is.False);
        there.Add(half);

        Assert.That(here.Matches(there));
    }

    [TestCaseSource(nameof(Differences))]
    public void A_difference_is_seen(Action<Fingerprint> add)
    {
        here.Add(EntryKind.ProblemSolved, One, 1, 20);
        add(there);

        Assert.That(here.Matches(there), Is.False);
    }

    [Test]
    public void Once_and_twice_are_not_the_same()
    {
        here.Add(EntryKind.ProblemSolved, One, 1, 20);
        there.Add(EntryKind.ProblemSolved, One, 1, 20);
        there.Add(EntryKind.ProblemSolved, One, 1, 20);

        Assert.That(here.Matches(there), Is.False);
    }

    /// <summary>What one gains the other lacks: sums would be the same.</summary>
    [Test]
    public void What_is_shifted_from_one_to_another_is_seen()
    {
        here.Add(EntryKind.ProblemSolved, One, 1, 20);
        here.Add(EntryKind.ProblemSolved, Other, 1, 20);
        there.Add(EntryKind.ProblemSolved, One, 1, 19);
        there.Add(EntryKind.ProblemSolved, Other, 1, 21);

        Assert.That(here.Matches(there), Is.False);
    }

    [Test]
    public void Those_of_different_comparisons_are_never_taken_for_the_same() => Assert.That(here.Matches(Fingerprint.Empty()), Is.False);

    [Test]
    public void Those_of_different_comparisons_can_t_be_added() => Assert.That(() => here.Add(Fingerprint.Empty()), Throws.ArgumentException);
}
