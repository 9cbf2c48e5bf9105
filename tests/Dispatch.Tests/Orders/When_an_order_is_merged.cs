using Dispatch.Domain;
using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_an_order_is_merged : OrderSpec
{
    [SetUp] public void Merge() => Given([.. Taken(Wang), MergedInto()]);

    [Test] public void It_closes_and_names_the_other() => Assert.That((State, Order.Outcome, Order.MergedInto), Is.EqualTo((State.Closed, Outcome.Merged, (OrderId?)Another().Id)));

    [Test] public void Everyone_is_let_go_and_nobody_has_refused() => Assert.That((Seat(1).State, Order.Offers[0].State, Order.RefusedBy.Count), Is.EqualTo((SeatState.Open, OfferState.Withdrawn, 0)));

    [Test] public void Said_twice_it_is_done() => Assert.That(Story.When(MergedInto()).Refused, Is.EqualTo(Refusal.AlreadyDone));

    [Test] public void Into_a_third_it_is_too_late() => Assert.That(Story.When(MergedInto(new Order(OrderId.For("third"), TrackingNumber.For(OrderId.For("third")), Monday) { Difficulty = "", FarmerName = "", FarmerPhone = "" })).Refused, Is.EqualTo(Refusal.OrderAlreadyClosed));

    [Test] public void Taken_out_again_it_waits_by_itself() => Assert.That((Story.When(Reopened()).Refused, State, Order.MergedInto), Is.EqualTo(((Refusal?)null, State.Waiting, (OrderId?)null)));

    [Test] public void That_is_so_however_late() => Assert.That(Story.When(TimePasses(TimeSpan.FromDays(90)), Reopened()).Refused, Is.Null);

    [Test]
    public void The_service_may_take_it_out_and_no_other_order()
    {
        Assert.That(Story.When(Reopened(Engine)).Refused, Is.Null);
        Assert.That(Given(Cancelled()).When(Reopened(Engine)).Refused, Is.EqualTo(Refusal.NotYoursToSay));
    }
}

public sealed class When_an_order_can_not_be_merged : OrderSpec
{
    [Test] public void Into_itself() => Assert.That(Given(Triaged()).When(MergedInto(Order)).Refused, Is.EqualTo(Refusal.IntoItself));

    private static IEnumerable<Line[]> Over => [[Cancelled(Telling.Clerk)], Reporting(Wang), [.. Reporting(Wang), Solved(Telling.Clerk)]];

    [TestCaseSource(nameof(Over))]
    public void Into_one_that_is_over_or_has_been_visited(object other) => Assert.That(Given(Triaged()).When(MergedInto(Another((Line[])other))).Refused, Is.EqualTo(Refusal.OtherOrderOver));

    [Test]
    public void Crosswise()
    {
        var other = Another();
        Given(MergedInto(other));
        Assert.That(other.Take(new Merged(Telling.Clerk, Story.Now, Order, "同一块地"), Usual), Is.EqualTo(Refusal.OtherOrderOver));
    }

    [Test] public void While_somebody_is_there() => Assert.That(Given([.. Taken(Wang), CheckedInBy(Wang), TheLimitPasses(), Overdue()]).When(MergedInto()).Refused, Is.EqualTo(Refusal.TooLate));

    [TestCase(Role.Farmer)]
    [TestCase(Role.Expert)]
    [TestCase(Role.Engine)]
    public void By_anybody_but_the_stations(Role role) => Assert.That(Given(Triaged()).When(MergedInto(by: new Actor(role, "13804780001"))).Refused, Is.EqualTo(Refusal.NotYoursToSay));
}
