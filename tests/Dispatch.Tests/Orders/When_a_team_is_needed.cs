using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_a_team_is_needed : OrderSpec
{
    [Test]
    public void It_stands_where_its_last_seat_stands()
    {
        Given(TeamOfTwo(), OfferedTo(Wang));
        Assert.That(State, Is.EqualTo(State.Waiting));
        Story.Given(AcceptedBy(Wang), OfferedTo(Li, 2));
        Assert.That(State, Is.EqualTo(State.Offered));
        Story.Given(AcceptedBy(Li));
        Assert.That(State, Is.EqualTo(State.Accepted));
    }

    [Test]
    public void A_declined_seat_is_matched_again_alone()
    {
        Given([.. BothAsked, AcceptedBy(Wang), DeclinedBy(Li)]);
        Assert.That((State, Seat(1).State, Seat(2).State), Is.EqualTo((State.Waiting, SeatState.Accepted, SeatState.Open)));
        Assert.That(Story.Given(OfferedTo(Zhao, 2), AcceptedBy(Zhao)).Order.State, Is.EqualTo(State.Accepted));
    }

    [Test] public void Nobody_has_two_seats_of_it() => Assert.That(Given(TeamOfTwo(), OfferedTo(Wang)).When(OfferedTo(Wang, 2)).Refused, Is.EqualTo(Refusal.AlreadyOnOrder));

    [Test] public void A_seat_has_one_holder() => Assert.That(Given(TeamOfTwo(), OfferedTo(Wang)).When(OfferedTo(Li)).Refused, Is.EqualTo(Refusal.SeatTaken));

    [Test] public void There_is_no_third_seat() => Assert.That(Given(TeamOfTwo()).When(OfferedTo(Wang, 3)).Refused, Is.EqualTo(Refusal.NoSuchSeat));

    [Test]
    public void Nobody_checks_in_or_reports_before_it_is_complete()
    {
        Given([.. BothAsked, AcceptedBy(Wang)]);
        Assert.That(Story.When(ReportedBy(Wang)).Refused, Is.EqualTo(Refusal.TeamNotComplete));
        Given(TeamOfTwo(), OfferedTo(Wang), AcceptedBy(Wang), Unmatched());
        Assert.That(Story.When(CheckedInBy(Wang)).Refused, Is.EqualTo(Refusal.TeamNotComplete));
    }

    [Test]
    public void It_is_reported_when_each_has_reported()
    {
        Given([.. BothTaken, CheckedInBy(Wang), CheckedInBy(Li), ReportedBy(Li)]);
        Assert.That((State, Order.Visits), Is.EqualTo((State.Visiting, 0)));
        Story.Given(ReportedBy(Wang));
        Assert.That((State, Order.Visits), Is.EqualTo((State.Reported, 1)));
    }

    [Test]
    public void A_seat_handed_back_during_the_visit_is_matched_again_alone()
    {
        Given([.. BothTaken, CheckedInBy(Wang), HandedBackBy(Li)]);
        Assert.That((State, Seat(1).State), Is.EqualTo((State.Waiting, SeatState.Arrived)));
        Story.Given(ReportedBy(Wang), OfferedTo(Zhao, 2), AcceptedBy(Zhao));
        Assert.That(State, Is.EqualTo(State.Visiting), "Wang has been there");
        Assert.That(Story.Given(ReportedBy(Zhao)).Order.State, Is.EqualTo(State.Reported));
    }

    [Test]
    public void Seat_numbers_are_never_used_again()
    {
        Given(TeamOfTwo(), OfferedTo(Wang), TriagedByClerk([Soil], [Pests]));
        Assert.That(Order.Seats.Select(seat => seat.Number), Is.EqualTo([1, 3, 4]));
        Story.Given(TriagedByClerk([Soil]));
        Assert.That(Order.Seats.Select(seat => seat.Number), Is.EqualTo([1, 5]));
    }

    /// <summary>Found by this test: the highest number was given again when its seat had been dropped.</summary>
    [Test]
    public void Nor_those_of_seats_that_were_dropped()
    {
        Given(TeamOfTwo(), OfferedTo(Wang), TriagedByClerk(), DeclinedBy(Wang), TriagedByClerk([Pests], [Soil]));
        Assert.That(Order.Seats.Select(seat => seat.Number), Is.EqualTo([3, 4]));
    }

    [Test]
    public void When_it_was_in_vain_every_seat_is_matched_again()
    {
        Given([.. BothTaken, ReportedBy(Wang), ReportedBy(Li), NotSolved()]);
        Assert.That(Order.Seats.Select(seat => (seat.State, seat.Expert)), Has.All.EqualTo((SeatState.Open, (Domain.Experts.ExpertId?)null)));
    }

    [Test]
    public void A_clerk_can_drop_the_seat_nobody_takes()
    {
        Given(TeamOfTwo(), OfferedTo(Wang), AcceptedBy(Wang), Unmatched(), TriagedByClerk());
        Assert.That((State, Order.Seats.Count), Is.EqualTo((State.Accepted, 1)));
        Assert.That(Order.DueAt, Is.EqualTo(Seat(1).VisitBy));
    }

    /// <summary>Found by this test: the farmer would never have been asked in time, and the visit not counted.</summary>
    [Test]
    public void When_the_others_have_reported_dropping_it_completes_the_visit()
    {
        Given([.. BothTaken, CheckedInBy(Wang), ReportedBy(Wang), HandedBackBy(Li), TriagedByClerk()]);
        Assert.That((State, Order.Visits, Order.DueAt), Is.EqualTo((State.Reported, 1, Story.Now + Usual.Confirmation)));
    }

    [Test] public void The_last_seat_can_not_be_dropped() => Assert.That(Given(Triaged()).When(TriagedByClerk()).Refused, Is.EqualTo(Refusal.NothingAskedFor));

    [Test] public void A_seat_asks_for_something() => Assert.That(Given(Triaged()).When(TriagedByClerk([Pests], [])).Refused, Is.EqualTo(Refusal.NothingAskedFor));

    [Test]
    public void While_a_clerk_decides_about_one_seat_the_others_go_on()
    {
        Given([TeamOfTwo(), OfferedTo(Wang), Unmatched(), AcceptedBy(Wang)]);
        Assert.That((State, Order.Reason, Seat(1).State), Is.EqualTo((State.NeedsClerk, ClerkReason.NobodyQualified, SeatState.Accepted)));
    }
}
