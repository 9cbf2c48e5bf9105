using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_a_fact_comes_twice : OrderSpec
{
    private static IEnumerable<TestCaseData> Facts()
    {
        TestCaseData Of(string name, params Line[] lines) => new TestCaseData(lines[..^1], lines[^1]).SetArgDisplayNames(name);
        yield return Of("triaged by the engine", Triaged());
        yield return Of("triaged by a clerk", Unclear(), TriagedByClerk([Pests], [Soil]));
        yield return Of("unclear", Unclear());
        yield return Of("chosen", Triaged(), OfferedTo(Wang));
        yield return Of("chosen for a team", TeamOfTwo(), OfferedTo(Wang));
        yield return Of("assigned", Triaged(), AssignedTo(Wang));
        yield return Of("unmatched", Triaged(), Unmatched());
        yield return Of("accepted", [.. Asked(Wang), AcceptedBy(Wang)]);
        yield return Of("declined", [.. Asked(Wang), DeclinedBy(Wang)]);
        yield return Of("lapsed", [.. Asked(Wang), TheAnswerIsOverdueFrom(Wang), SilenceOf(Wang)]);
        yield return Of("handed back", [.. Taken(Wang), HandedBackBy(Wang)]);
        yield return Of("withdrawn", [.. Taken(Wang), WithdrawnFrom(Wang)]);
        yield return Of("overdue", Triaged(), TheLimitPasses(), Overdue());
        yield return Of("checked in", [.. Taken(Wang), CheckedInBy(Wang)]);
        yield return Of("reported", [.. Taken(Wang), ReportedBy(Wang)]);
        yield return Of("solved", [.. Reporting(Wang), Solved()]);
        yield return Of("not solved", [.. Reporting(Wang), NotSolved()]);
        yield return Of("not solved, the third time", [.. Reporting(Wang), NotSolved(), .. VisitBy(Li), NotSolved(), .. VisitBy(Zhao), NotSolved()]);
        yield return Of("not solved and enough", [.. Reporting(Wang), NotSolvedAndEnough()]);
        yield return Of("nobody confirmed", [.. Reporting(Wang), TheLimitPasses(), NobodyConfirmed()]);
        yield return Of("answered", Unclear(), AnsweredByClerk());
        yield return Of("given up", Unclear(), GivenUp());
        yield return Of("cancelled", Cancelled());
        yield return Of("reopened", Cancelled(), Reopened());
    }

    [TestCaseSource(nameof(Facts))]
    public void The_second_is_known_already_and_changes_nothing(object given, object fact)
    {
        Given((Line[])given).Given((Line)fact);
        var before = Story.Snapshot;
        Assert.That(Story.When((Line)fact).Refused, Is.EqualTo(Domain.Orders.Refusal.AlreadyDone));
        Assert.That(Story.Snapshot, Is.EqualTo(before));
    }
}
