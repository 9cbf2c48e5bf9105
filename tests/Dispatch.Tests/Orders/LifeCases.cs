using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

/// <summary>For every row of the life table and every state it may lead to: a situation, the fact, and where it leads.</summary>
internal static class LifeCases
{
    public static IEnumerable<TestCaseData> All() => [.. Singles.Concat(Teams).Select(Named)];

    private static IEnumerable<Case> Singles =>
    [
        new([], Triaged(), State.Waiting),
        new([], Unclear(), State.NeedsClerk),
        new([], AnsweredByClerk(), State.Closed),
        new([], Cancelled(), State.Closed),
        new([], MergedInto(), State.Closed),

        new(Lost, TriagedByClerk([Pests]), State.Waiting),
        new([.. Ghosted, WithdrawnFrom(Wang)], AssignedTo(Li), State.Offered),
        new(Ghosted, TriagedByClerk(), State.Accepted),
        new(Silent, TriagedByClerk(), State.Visiting),
        new(Ghosted, HandedBackBy(Wang), State.NeedsClerk),
        new(Ghosted, WithdrawnFrom(Wang), State.NeedsClerk),
        new(Ghosted, CheckedInBy(Wang), State.Visiting),
        new(Ghosted, ReportedBy(Wang), State.Reported),
        new(Lost, AnsweredByClerk(), State.Closed),
        new(Lost, GivenUp(), State.Closed),
        new(Ghosted, Cancelled(), State.Closed),
        new(Ghosted, MergedInto(), State.Closed),

        new([Triaged()], OfferedTo(Wang), State.Offered),
        new([Triaged()], AssignedTo(Wang), State.Offered),
        new([Triaged()], TriagedByClerk([Soil]), State.Waiting),
        new([Triaged()], Unmatched(), State.NeedsClerk),
        new([Triaged(), TheLimitPasses()], Overdue(), State.NeedsClerk),
        new([Triaged()], AnsweredByClerk(), State.Closed),
        new([Triaged()], Cancelled(), State.Closed),
        new([Triaged()], MergedInto(), State.Closed),

        new(Asked(Wang), AcceptedBy(Wang), State.Accepted),
        new(Asked(Wang), DeclinedBy(Wang), State.Waiting),
        new([Triaged(), .. Refusals(4), OfferedTo(Wang)], DeclinedBy(Wang), State.NeedsClerk),
        new([.. Asked(Wang), TheAnswerIsOverdueFrom(Wang)], SilenceOf(Wang), State.Waiting),
        new([Triaged(), .. Refusals(4), OfferedTo(Wang), TheAnswerIsOverdueFrom(Wang)], SilenceOf(Wang), State.NeedsClerk),
        new(Asked(Wang), WithdrawnFrom(Wang), State.Waiting),
        new(Asked(Wang), Cancelled(), State.Closed),
        new(Asked(Wang), MergedInto(), State.Closed),

        new(Taken(Wang), CheckedInBy(Wang), State.Visiting),
        new(Taken(Wang), ReportedBy(Wang), State.Reported),
        new(Taken(Wang), HandedBackBy(Wang), State.Waiting),
        new([Triaged(), .. Refusals(4), OfferedTo(Wang), AcceptedBy(Wang)], HandedBackBy(Wang), State.NeedsClerk),
        new(Taken(Wang), WithdrawnFrom(Wang), State.Waiting),
        new([.. Taken(Wang), TheLimitPasses()], Overdue(), State.NeedsClerk),
        new(Taken(Wang), Cancelled(), State.Closed),
        new(Taken(Wang), MergedInto(), State.Closed),

        new([.. Taken(Wang), CheckedInBy(Wang)], ReportedBy(Wang), State.Reported),
        new([.. Taken(Wang), CheckedInBy(Wang)], HandedBackBy(Wang), State.Waiting),
        new([Triaged(), .. Refusals(4), OfferedTo(Wang), AcceptedBy(Wang), CheckedInBy(Wang)], HandedBackBy(Wang), State.NeedsClerk),
        new([.. Taken(Wang), CheckedInBy(Wang), TheLimitPasses()], Overdue(), State.NeedsClerk),
        new([.. Taken(Wang), CheckedInBy(Wang)], Cancelled(), State.Closed),

        new(Reporting(Wang), Solved(), State.Closed),
        new(Reporting(Wang), NotSolved(), State.Waiting),
        new(TwiceInVain, NotSolved(), State.NeedsClerk),
        new(Reporting(Wang), CalledInVain(), State.Reported),
        new([.. Reporting(Wang), TheLimitPasses()], NobodyConfirmed(), State.Closed),

        new([.. Reporting(Wang), Solved()], Reopened(), State.Waiting),
        new([Cancelled()], Reopened(), State.NeedsClerk),
        new([.. Reporting(Wang), TheLimitPasses(), NobodyConfirmed()], Solved(), State.Closed),
        new([.. Reporting(Wang), TheLimitPasses(), NobodyConfirmed()], NotSolved(), State.Waiting),
        new([.. TwiceInVain, TheLimitPasses(), NobodyConfirmed()], NotSolved(), State.NeedsClerk),
    ];

    private static IEnumerable<Case> Teams =>
    [
        new([.. BothAsked, DeclinedBy(Li), Unmatched()], TriagedByClerk(), State.Offered),
        new([.. OneDoneOneGone, Unmatched()], TriagedByClerk(), State.Reported),
        new([TeamOfTwo(), Unmatched()], AssignedTo(Wang), State.Waiting),
        new([TeamOfTwo(), OfferedTo(Wang), Unmatched()], AcceptedBy(Wang), State.NeedsClerk),
        new([TeamOfTwo(), OfferedTo(Wang), Unmatched()], DeclinedBy(Wang), State.NeedsClerk),
        new([TeamOfTwo(), OfferedTo(Wang), Unmatched(), TheAnswerIsOverdueFrom(Wang)], SilenceOf(Wang), State.NeedsClerk),
        new([.. BothTaken, CheckedInBy(Wang), TheLimitPasses(), Overdue()], ReportedBy(Wang), State.NeedsClerk),

        new([TeamOfTwo()], OfferedTo(Wang), State.Waiting),
        new([TeamOfTwo()], AssignedTo(Wang), State.Waiting),
        new([TeamOfTwo(), OfferedTo(Wang)], TriagedByClerk(), State.Offered),
        new([TeamOfTwo(), OfferedTo(Wang), AcceptedBy(Wang)], TriagedByClerk(), State.Accepted),
        new([.. BothTaken, CheckedInBy(Wang), HandedBackBy(Li)], TriagedByClerk(), State.Visiting),
        new(OneDoneOneGone, TriagedByClerk(), State.Reported),
        new([TeamOfTwo(), OfferedTo(Wang)], AcceptedBy(Wang), State.Waiting),
        new([TeamOfTwo(), OfferedTo(Wang)], DeclinedBy(Wang), State.Waiting),
        new([TeamOfTwo(), .. Refusals(4), OfferedTo(Wang)], DeclinedBy(Wang), State.NeedsClerk),
        new([TeamOfTwo(), OfferedTo(Wang), TheAnswerIsOverdueFrom(Wang)], SilenceOf(Wang), State.Waiting),
        new([TeamOfTwo(), .. Refusals(4), OfferedTo(Wang), TheAnswerIsOverdueFrom(Wang)], SilenceOf(Wang), State.NeedsClerk),
        new([TeamOfTwo(), OfferedTo(Wang), AcceptedBy(Wang)], HandedBackBy(Wang), State.Waiting),
        new([TeamOfTwo(), .. Refusals(4), OfferedTo(Wang), AcceptedBy(Wang)], HandedBackBy(Wang), State.NeedsClerk),
        new([TeamOfTwo(), OfferedTo(Wang)], WithdrawnFrom(Wang), State.Waiting),
        new([.. BothTaken, CheckedInBy(Wang), HandedBackBy(Li)], ReportedBy(Wang), State.Waiting),

        new(BothAsked, AcceptedBy(Wang), State.Offered),
        new([.. OneDoneOneGone, OfferedTo(Zhao, 2)], AcceptedBy(Zhao), State.Visiting),
        new([.. BothAsked, AcceptedBy(Wang)], HandedBackBy(Wang), State.Waiting),
        new([TeamOfTwo(), .. Refusals(4), OfferedTo(Wang), OfferedTo(Li, 2), AcceptedBy(Wang)], HandedBackBy(Wang), State.NeedsClerk),
        new([.. BothTaken, CheckedInBy(Wang), HandedBackBy(Li), OfferedTo(Zhao, 2)], ReportedBy(Wang), State.Offered),
        new(BothTaken, ReportedBy(Wang), State.Visiting),
        new([.. BothTaken, CheckedInBy(Wang)], CheckedInBy(Li), State.Visiting),
        new([.. BothTaken, CheckedInBy(Wang)], ReportedBy(Wang), State.Visiting),
        new([.. BothTaken, CheckedInBy(Wang)], HandedBackBy(Li), State.Waiting),
        new([TeamOfTwo(), .. Refusals(4), OfferedTo(Wang), OfferedTo(Li, 2), AcceptedBy(Wang), AcceptedBy(Li), CheckedInBy(Wang)], HandedBackBy(Li), State.NeedsClerk),
        new([.. BothTaken, CheckedInBy(Wang)], WithdrawnFrom(Li), State.Waiting),
    ];

    /// <summary>Nobody knows what is needed.</summary>
    private static Line[] Lost => [Unclear()];

    /// <summary>Wang has taken it and does not come.</summary>
    private static Line[] Ghosted => [.. Taken(Wang), TheLimitPasses(), Overdue()];

    /// <summary>Wang was there and does not report.</summary>
    private static Line[] Silent => [.. Taken(Wang), CheckedInBy(Wang), TheLimitPasses(), Overdue()];

    /// <summary>Two visits did not solve it; the third is reported.</summary>
    private static Line[] TwiceInVain => [.. Reporting(Wang), NotSolved(), .. VisitBy(Li), NotSolved(), .. VisitBy(Wang)];

    /// <summary>Of a team, Wang has reported and Li's seat is open again.</summary>
    private static Line[] OneDoneOneGone => [.. BothTaken, CheckedInBy(Wang), ReportedBy(Wang), HandedBackBy(Li)];

    private static TestCaseData Named(Case one, int number)
    {
        var story = new Story().Given(one.Given);
        var fact = one.When(story)!.GetType().Name;
        return new TestCaseData(one.Given, one.When, one.To).SetArgDisplayNames($"{number + 1}: {story.Order.State}", fact, $"{one.To}{(story.Order.Seats.Count > 1 ? " (team)" : "")}");
    }

    private sealed record Case(Line[] Given, Line When, State To);
}
