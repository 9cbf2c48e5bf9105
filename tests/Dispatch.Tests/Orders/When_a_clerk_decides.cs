using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_the_holder_does_not_come : OrderSpec
{
    [SetUp] public void Wait() => Given([.. Taken(Wang), TheLimitPasses(), Overdue()]);

    [Test] public void A_clerk_must_decide() => Assert.That((State, Order.Reason), Is.EqualTo((State.NeedsClerk, ClerkReason.Overdue)));

    [Test]
    public void A_clerk_can_pin_another_over_them()
    {
        Story.Given(AssignedTo(Li));
        Assert.That((State, Seat(1).Expert, Order.Offers[0].State, Order.Offers[1].Pinned), Is.EqualTo((State.Offered, Li, OfferState.TakenBack, true)));
        Assert.That(IsNeverAskedAgain(Wang), Is.False);
    }

    [Test]
    public void Also_over_one_who_came_and_never_reported()
    {
        Given([.. Taken(Wang), CheckedInBy(Wang), TheLimitPasses(), Overdue(), AssignedTo(Li)]);
        Assert.That((State, Seat(1).Expert, Seat(1).ArrivedAt), Is.EqualTo((State.Offered, Li, (DateTimeOffset?)null)));
    }

    [Test]
    public void The_holder_keeps_the_seat_when_the_other_can_not_have_it()
    {
        Given([Triaged(), OfferedTo(Li), DeclinedBy(Li), OfferedTo(Wang), AcceptedBy(Wang), TheLimitPasses(), Overdue()]);
        var before = Story.Snapshot;
        Assert.That(Story.When(AssignedTo(Li)).Refused, Is.EqualTo(Refusal.RefusedBefore));
        Assert.That(Story.Snapshot, Is.EqualTo(before));
    }

    [Test] public void The_holder_can_still_come() => Assert.That(Story.When(CheckedInBy(Wang)).Order.State, Is.EqualTo(State.Visiting));

    [Test]
    public void A_clerk_who_lets_it_go_on_gives_it_time()
    {
        Story.Given(TriagedByClerk());
        Assert.That((State, Order.DueAt), Is.EqualTo((State.Accepted, Story.Now + Usual.Visit[Urgency.Normal])));
    }
}

public sealed class When_a_clerk_pins_an_expert : OrderSpec
{
    [Test] public void They_are_asked_like_anyone() => Assert.That(Given(Triaged(), AssignedTo(Wang)).Order.State, Is.EqualTo(State.Offered));

    [Test] public void While_another_is_asked_it_is_too_late() => Assert.That(Given(Asked(Wang)).When(AssignedTo(Li)).Refused, Is.EqualTo(Refusal.TooLate));

    /// <summary>Found by this test: the old limit had passed, so the next sweep would have sent it straight back to the clerk.</summary>
    [Test]
    public void When_the_pinned_expert_declines_it_may_wait_anew()
    {
        Given(Triaged(), TheLimitPasses(), Overdue(), AssignedTo(Wang), DeclinedBy(Wang));
        Assert.That(Order.DueAt, Is.GreaterThan(Story.Now));
        Assert.That(Story.When(Overdue()).Refused, Is.EqualTo(Refusal.TooEarly));
    }

    [Test]
    public void One_seat_of_a_team_leaves_time_for_the_other()
    {
        Given(TeamOfTwo(), TheLimitPasses(), Overdue(), AssignedTo(Wang));
        Assert.That((State, Order.DueAt > Story.Now), Is.EqualTo((State.Waiting, true)));
    }
}

public sealed class When_the_visit_was_planned : OrderSpec
{
    private static readonly DateTimeOffset InTenDays = Monday.AddDays(10);

    [SetUp] public void Plan() => Given(AnOrder(plannedFor: InTenDays), Taken(Wang));

    [Test] public void It_is_due_a_day_after_its_day() => Assert.That(Order.DueAt, Is.EqualTo(InTenDays.AddDays(1)));

    [Test] public void Nobody_is_blamed_before() => Assert.That(Story.When(TimePasses(TimeSpan.FromDays(10)), Overdue()).Refused, Is.EqualTo(Refusal.TooEarly));
}

public sealed class When_there_was_no_network_in_the_field : OrderSpec
{
    [SetUp] public void Report() => Given(Reporting(Wang));

    [Test] public void The_report_is_taken_as_both() => Assert.That((State, Seat(1).ArrivedAt, Seat(1).ReportedAt), Is.EqualTo((State.Reported, Story.Now, Story.Now)));

    [Test] public void The_check_in_that_comes_later_is_known_already() => Assert.That(Story.When(CheckedInBy(Wang)).Refused, Is.EqualTo(Refusal.AlreadyDone));
}
