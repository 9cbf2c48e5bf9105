using Dispatch.Domain;
using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_the_farmer_says_it_is_not_solved : OrderSpec
{
    [SetUp] public void Say() => Given([.. Reporting(Wang), NotSolved()]);

    [Test] public void The_same_order_waits_again() => Assert.That((State, Order.Outcome, Seat(1).State), Is.EqualTo((State.Waiting, (Outcome?)null, SeatState.Open)));

    [Test] public void What_was_done_is_kept() => Assert.That((Order.Offers.Count, Order.Offers[0].State, Order.Visits), Is.EqualTo((1, OfferState.Accepted, 1)));

    [Test] public void It_queues_from_now_on() => Assert.That(Order.QueuedSince, Is.EqualTo(Story.Now));

    [Test] public void It_is_not_counted_as_closed() => Assert.That((Order.Closings, Order.ClosedAt), Is.EqualTo((0, (DateTimeOffset?)null)));

    [Test]
    public void The_third_visit_in_vain_brings_it_to_a_clerk()
    {
        Story.Given([.. VisitBy(Li), NotSolved()]);
        Assert.That(State, Is.EqualTo(State.Waiting));
        Story.Given([.. VisitBy(Zhao), NotSolved()]);
        Assert.That((State, Order.Reason), Is.EqualTo((State.NeedsClerk, ClerkReason.StillNotSolved)));
    }

    [Test] public void Unless_the_farmer_has_had_enough() => Assert.That(Given([.. Reporting(Wang), NotSolvedAndEnough()]).Order, Has.Property("State").EqualTo(State.Closed).And.Property("Outcome").EqualTo(Outcome.NotSolved));

    [Test] public void During_the_second_visit_it_is_too_early_to_say() => Assert.That(Story.Given([.. VisitBy(Li)[..3]]).When(NotSolved()).Refused, Is.EqualTo(Refusal.TooEarly));
}

public sealed class When_somebody_says_how_it_went : OrderSpec
{
    [TestCase(Outcome.Solved)]
    [TestCase(Outcome.PartlySolved)]
    public void It_is_closed_with_that(Outcome outcome)
    {
        Given([.. Reporting(Wang), Said(outcome)]);
        Assert.That((State, Order.Outcome, Order.ClosedAt, Order.Closings), Is.EqualTo((State.Closed, outcome, Story.Now, 1)));
    }

    [TestCase(Outcome.Answered)]
    [TestCase(Outcome.Unconfirmed)]
    [TestCase(Outcome.Cancelled)]
    public void Other_outcomes_are_not_for_saying(Outcome outcome) =>
        Assert.That(Given(Reporting(Wang)).When(Said(outcome)).Refused, Is.EqualTo(Refusal.NotYoursToSay));

    [TestCase(Role.Farmer, "13804780001", true)]
    [TestCase(Role.Farmer, "13804780002", false)]
    [TestCase(Role.Clerk, "王芳", true)]
    [TestCase(Role.Desk, "张强", true)]
    [TestCase(Role.Expert, "x", false)]
    [TestCase(Role.Office, "x", false)]
    [TestCase(Role.Engine, "x", false)]
    public void Only_the_farmer_whose_order_it_is_and_who_calls_back_can(Role role, string name, bool can)
    {
        Actor by = new(role, name);
        Refusal? why = can ? null : Refusal.NotYoursToSay;
        Assert.That(Given(Reporting(Wang)).When(Solved(by)).Refused, Is.EqualTo(why));
        Assert.That(Given(Taken(Wang)).When(Cancelled(by)).Refused, Is.EqualTo(why));
        Assert.That(Given([.. Reporting(Wang), Solved()]).When(Reopened(by)).Refused, Is.EqualTo(why));
        Assert.That(Given([.. Taken(Wang), Cancelled()]).When(Cancelled(by)).Refused, Is.EqualTo(can ? Refusal.AlreadyDone : why), "nor once it is done");
    }

    [TestCase(Role.Farmer)]
    [TestCase(Role.Expert)]
    [TestCase(Role.Engine)]
    public void Answering_and_giving_up_are_for_clerks(Role role)
    {
        Actor by = new(role, "x");
        Assert.That(Given(Unclear()).When(AnsweredByClerk(by)).Refused, Is.EqualTo(Refusal.NotYoursToSay));
        Assert.That(Given(Unclear()).When(GivenUp(by)).Refused, Is.EqualTo(Refusal.NotYoursToSay));
    }
}

public sealed class When_nobody_confirms : OrderSpec
{
    [SetUp] public void Keep_silent() => Given([.. Reporting(Wang), TheLimitPasses(), NobodyConfirmed()]);

    [Test] public void It_closes_as_unconfirmed() => Assert.That(Order.Outcome, Is.EqualTo(Outcome.Unconfirmed));

    [Test] public void Not_before_seven_days() => Assert.That(Given([.. Reporting(Wang), TimePasses(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(2))]).When(NobodyConfirmed()).Refused, Is.EqualTo(Refusal.TooEarly));

    [Test] public void A_late_word_still_counts() => Assert.That((Story.When(Solved()).Refused, Order.Outcome, Order.Closings), Is.EqualTo(((Refusal?)null, Outcome.Solved, 2)));

    [Test] public void For_thirty_days() => Assert.That(Story.When(TimePasses(TimeSpan.FromDays(30)), Solved()).Refused, Is.EqualTo(Refusal.ReopenPeriodOver));

    [Test] public void From_the_expert_it_does_not() => Assert.That(Story.When(Solved(Actor.Expert(Wang))).Refused, Is.EqualTo(Refusal.NotYoursToSay));

    [Test] public void What_was_confirmed_is_not_confirmed_otherwise() => Assert.That(Story.When(Solved(), Said(Outcome.PartlySolved)).Refused, Is.EqualTo(Refusal.OrderAlreadyClosed));
}

public sealed class When_an_order_is_cancelled : OrderSpec
{
    private static IEnumerable<Line[]> BeforeReported => [[], [Unclear()], [Triaged()], Asked(Wang), Taken(Wang), [.. Taken(Wang), CheckedInBy(Wang)]];

    [TestCaseSource(nameof(BeforeReported))]
    public void In_any_state_before_the_report_it_closes_and_lets_everyone_go(object given)
    {
        Given((Line[])given).When(Cancelled());
        Assert.That((State, Order.Outcome, Order.DueAt), Is.EqualTo((State.Closed, Outcome.Cancelled, (DateTimeOffset?)null)));
        Assert.That(Order.Seats.Select(seat => seat.State), Has.All.EqualTo(SeatState.Open));
        Assert.That(Order.Offers.Select(offer => offer.State), Has.All.EqualTo(OfferState.Withdrawn));
    }

    [Test] public void After_the_report_it_is_too_late() => Assert.That(Given(Reporting(Wang)).When(Cancelled()).Refused, Is.EqualTo(Refusal.TooLate));
}

public sealed class When_an_order_is_reopened : OrderSpec
{
    [SetUp] public void Reopen() => Given([.. Reporting(Wang), Solved(), TimePasses(TimeSpan.FromDays(29)), Reopened()]);

    [Test] public void It_is_matched_like_a_new_one() => Assert.That((State, Order.QueuedSince, Order.Visits, Order.Refusals), Is.EqualTo((State.Waiting, Story.Now, 0, 0)));

    [Test] public void Its_history_is_kept() => Assert.That((Order.Offers.Count, Order.Closings, Order.Outcome), Is.EqualTo((1, 1, (Outcome?)null)));

    [Test] public void Closing_it_again_is_another_occasion() => Assert.That(Story.Given([.. VisitBy(Li), Solved()]).Order.Closings, Is.EqualTo(2));

    [Test] public void After_thirty_days_it_is_a_new_order() => Assert.That(Given([.. Reporting(Wang), Solved(), TimePasses(TimeSpan.FromDays(30))]).When(Reopened()).Refused, Is.EqualTo(Refusal.ReopenPeriodOver));

    [Test]
    public void What_was_never_triaged_goes_to_a_clerk()
    {
        Assert.That(Given(Cancelled(), Reopened()).Order.Reason, Is.EqualTo(ClerkReason.PlaceUnclear));
        Assert.That(Given(AnOrder().With(null, Here, null), Cancelled(), Reopened()).Order.Reason, Is.EqualTo(ClerkReason.SkillUnclear));
    }
}
