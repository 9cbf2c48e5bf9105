using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

/// <summary>Every pair of state and fact: where it leads, or why it is refused.</summary>
public sealed class The_life_of_an_order
{
    /// <summary>A column for each state in its order: x may happen, E too early, L too late, C over.</summary>
    private static readonly Dictionary<string, (string InEachState, Line Fact)> Expected = new()
    {
        //                SNWOAVRC
        ["Triaged"] = ("xxxLLLLC", TriagedByClerk([Soil])),
        ["Unclear"] = ("xLLLLLLC", Unclear(ClerkReason.PlaceUnclear)),
        ["Chosen"] = ("EExLLLLC", OfferedTo(Zhao)),
        ["Assigned"] = ("ExxLLLLC", AssignedTo(Zhao)),
        ["Unmatched"] = ("EExLLLLC", Unmatched()),
        ["Accepted"] = ("ExxxLLLC", AcceptedBy(Qian)),
        ["Declined"] = ("ExxxLLLC", DeclinedBy(Qian)),
        ["Lapsed"] = ("ExxxLLLC", SilenceOf(Qian)),
        ["HandedBack"] = ("ExxxxxLC", HandedBackBy(Qian)),
        ["Withdrawn"] = ("ExxxxxLC", WithdrawnFrom(Qian)),
        ["WentOverdue"] = ("EExExxLC", Overdue()),
        ["CheckedIn"] = ("ExEExxLC", CheckedInBy(Qian)),
        ["Reported"] = ("ExxxxxLC", ReportedBy(Qian)),
        ["Confirmed"] = ("EEEEEExx", Solved()),
        ["CalledInVain"] = ("EEEEEExC", CalledInVain()),
        ["ConfirmationLapsed"] = ("EEEEEExC", NobodyConfirmed()),
        ["Answered"] = ("xxxLLLLC", AnsweredByClerk()),
        ["GivenUp"] = ("ExLLLLLC", GivenUp()),
        ["Cancelled"] = ("xxxxxxLC", Cancelled()),
        ["Merged"] = ("xxxxxLLC", MergedInto()),
        ["Reopened"] = ("EEEEEEEx", Reopened()),
    };

    private static Line[][] InEachState =>
    [
        [], [Unclear()], [Triaged()], Asked(Wang), Taken(Wang), [.. Taken(Wang), CheckedInBy(Wang)], Reporting(Wang), [.. Reporting(Wang), Said(Outcome.PartlySolved)],
    ];

    [TestCaseSource(typeof(LifeCases), nameof(LifeCases.All))]
    public void A_fact_that_may_be_leads_where_the_table_says(object given, object when, State to)
    {
        var story = new Story().Given((Line[])given);
        var (from, version, team) = (story.Order.State, story.Order.Version, story.Order.Seats.Count > 1);
        var fact = ((Line)when)(story)!;
        var row = Life.Rows.Single(row => row.From == from && row.Fact == fact.GetType());

        Assert.That(story.Order.Take(fact, story.Limits), Is.Null);
        Assert.That(story.Order.State, Is.EqualTo(to));
        Assert.That(story.Order.Version, Is.EqualTo(version + 1));
        Assert.That(team ? [.. row.To, .. row.Teams] : row.To, Does.Contain(to), "the table does not say that it may lead there");
    }

    /// <summary>So that the picture in README.md is true: no arrow that is never gone.</summary>
    [Test]
    public void Every_arrow_of_the_table_is_gone_by_a_case_above()
    {
        var gone = LifeCases.All().Select(one => Gone((Line[])one.Arguments[0]!, (Line)one.Arguments[1]!, (State)one.Arguments[2]!)).ToHashSet();
        var said = Life.Rows.SelectMany(row => row.To.Select(to => (row.From, row.Fact, to, false)).Concat(row.Teams.Select(to => (row.From, row.Fact, to, true))));
        Assert.That(said.Except(gone), Is.Empty);
    }

    [Test]
    public void Every_fact_there_is_has_a_line_in_the_table_of_this_test() =>
        Assert.That(typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract).Select(type => type.Name), Is.EquivalentTo(Expected.Keys));

    [Test]
    public void What_may_happen_in_which_state_is_what_the_table_says([ValueSource(nameof(Facts))] string fact, [Values] State state) =>
        Assert.That(Life.Rows.Any(row => row.From == state && row.Fact.Name == fact), Is.EqualTo(Expected[fact].InEachState[(int)state] == 'x'));

    [TestCaseSource(nameof(WithoutARow))]
    public void A_fact_that_may_not_be_is_refused_with_the_reason_and_changes_nothing(string fact, State state, Refusal why)
    {
        var story = new Story().Given(InEachState[(int)state]);
        Assert.That(story.Order.State, Is.EqualTo(state));
        var before = story.Snapshot;
        story.When(Expected[fact].Fact);
        Assert.That(story.Refused, Is.EqualTo(why));
        Assert.That(story.Snapshot, Is.EqualTo(before));
    }

    private static string[] Facts() => [.. Expected.Keys];

    private static IEnumerable<TestCaseData> WithoutARow() =>
        from fact in Expected
        from state in Enum.GetValues<State>()
        let letter = fact.Value.InEachState[(int)state]
        where letter != 'x'
        select new TestCaseData(fact.Key, state, letter switch { 'E' => Refusal.TooEarly, 'L' => Refusal.TooLate, _ => Refusal.OrderAlreadyClosed });

    private static (State, Type, State, bool) Gone(Line[] given, Line when, State to)
    {
        var story = new Story().Given(given);
        return (story.Order.State, when(story)!.GetType(), to, story.Order.Seats.Count > 1);
    }
}
