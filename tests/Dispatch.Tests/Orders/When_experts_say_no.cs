using Dispatch.Domain.Orders;
using static Dispatch.Tests.Orders.Telling;

namespace Dispatch.Tests.Orders;

public sealed class When_the_offered_expert_declines : OrderSpec
{
    [SetUp] public void Decline() => Given(Triaged(), OfferedTo(Wang)).When(DeclinedBy(Wang));

    [Test] public void The_order_waits_for_another() => Assert.That(State, Is.EqualTo(State.Waiting));

    [Test] public void The_seat_is_open() => Assert.That((Seat(1).State, Seat(1).Expert, Seat(1).AnswerBy), Is.EqualTo((SeatState.Open, (object?)null, (object?)null)));

    [Test] public void The_offer_keeps_the_reason() => Assert.That((Order.Offers[0].State, Order.Offers[0].Why), Is.EqualTo((OfferState.Declined, "在外培训")));

    [Test] public void The_order_keeps_its_place_in_the_queue() => Assert.That(Order.QueuedSince, Is.EqualTo(Monday.AddMinutes(1)));

    /// <summary>Promise 4.</summary>
    [Test]
    public void Wang_is_not_asked_again()
    {
        Assert.That(Story.When(OfferedTo(Wang)).Refused, Is.EqualTo(Refusal.RefusedBefore));
        Assert.That(Story.When(AssignedTo(Wang)).Refused, Is.EqualTo(Refusal.RefusedBefore), "nor by a clerk");
        Assert.That(Story.When(OfferedTo(Li)).Refused, Is.Null);
    }

    [Test] public void A_change_of_mind_comes_too_late() => Assert.That(Story.When(OfferedTo(Li), AcceptedBy(Wang)).Refused, Is.EqualTo(Refusal.OfferedToSomeoneElse));
}

public sealed class When_experts_keep_saying_no : OrderSpec
{
    [Test]
    public void The_fifth_no_brings_it_to_a_clerk()
    {
        Given([Triaged(), .. Refusals(4)]);
        Assert.That(State, Is.EqualTo(State.Waiting));
        Story.When(Refusals(5)[^2..]);
        Assert.That((State, Order.Reason, Order.DueAt), Is.EqualTo((State.NeedsClerk, ClerkReason.AllRefused, (DateTimeOffset?)null)));
    }

    [Test]
    public void Silence_and_hand_backs_count_like_a_no()
    {
        Given([Triaged(), .. Refusals(3), OfferedTo(Wang), TheAnswerIsOverdueFrom(Wang), SilenceOf(Wang), OfferedTo(Li), AcceptedBy(Li), HandedBackBy(Li)]);
        Assert.That((State, Order.Reason), Is.EqualTo((State.NeedsClerk, ClerkReason.AllRefused)));
    }

    [Test]
    public void They_are_counted_anew_when_a_person_has_decided([Values] bool pinned)
    {
        Given([Triaged(), .. Refusals(5), pinned ? AssignedTo(Wang) : TriagedByClerk([Pests])]);
        Assert.That(Order.Refusals, Is.Zero);
    }

    [Test]
    public void But_nobody_who_said_no_is_asked_after_a_person_has_decided()
    {
        Given([Triaged(), OfferedTo(Wang), DeclinedBy(Wang), .. Refusals(4), TriagedByClerk([Soil])]);
        Assert.That(IsNeverAskedAgain(Wang));
        Assert.That(Story.When(OfferedTo(Wang, Order.Seats[0].Number)).Refused, Is.EqualTo(Refusal.RefusedBefore));
    }

    [Test]
    public void Nor_after_a_visit_in_vain_or_a_reopening()
    {
        Given([Triaged(), OfferedTo(Wang), DeclinedBy(Wang), .. VisitBy(Li), NotSolved(), .. VisitBy(Zhao), Solved(), Reopened()]);
        Assert.That(Story.When(OfferedTo(Wang)).Refused, Is.EqualTo(Refusal.RefusedBefore));
        Assert.That(Story.When(OfferedTo(Li)).Refused, Is.Null, "who was there and did not solve it has not refused");
    }
}

public sealed class When_the_expert_keeps_silent : OrderSpec
{
    [SetUp] public void Ask() => Given(Triaged(), OfferedTo(Wang));

    [Test]
    public void The_offer_does_not_lapse_before_its_limit_or_at_it()
    {
        Assert.That(Story.When(SilenceOf(Wang)).Refused, Is.EqualTo(Refusal.TooEarly));
        Story.Now = Seat(1).AnswerBy!.Value - TimeSpan.FromMinutes(1);
        Assert.That(Story.When(SilenceOf(Wang)).Refused, Is.EqualTo(Refusal.TooEarly), "the last moment is still Wang's");
    }

    [Test] public void It_lapses_after_it() => Assert.That(Story.When(TheAnswerIsOverdueFrom(Wang), SilenceOf(Wang)).Order.State, Is.EqualTo(State.Waiting));

    [Test]
    public void A_yes_at_the_last_moment_counts()
    {
        Story.Now = Seat(1).AnswerBy!.Value - TimeSpan.FromMinutes(1);
        Assert.That(Story.When(AcceptedBy(Wang)).Refused, Is.Null);
    }

    [Test] public void A_yes_after_it_does_not() => Assert.That(Story.When(TheAnswerIsOverdueFrom(Wang), AcceptedBy(Wang)).Refused, Is.EqualTo(Refusal.OfferLapsed));

    [Test] public void A_no_after_it_is_still_a_no() => Assert.That(Story.When(TheAnswerIsOverdueFrom(Wang), DeclinedBy(Wang)).Order.Offers[0].State, Is.EqualTo(OfferState.Declined));

    [Test]
    public void Who_kept_silent_is_not_asked_again() =>
        Assert.That(Story.When(TheAnswerIsOverdueFrom(Wang), SilenceOf(Wang), OfferedTo(Wang)).Refused, Is.EqualTo(Refusal.RefusedBefore));
}

public sealed class When_the_expert_hands_the_seat_back : OrderSpec
{
    [SetUp] public void HandBack() => Given([.. Taken(Wang), HandedBackBy(Wang)]);

    [Test] public void The_order_waits_for_another() => Assert.That(State, Is.EqualTo(State.Waiting));

    [Test] public void It_may_wait_its_full_time() => Assert.That(Order.DueAt, Is.EqualTo(Usual.WaitUntil(Urgency.Normal, Story.Now)));

    [Test] public void Wang_is_not_asked_again() => Assert.That(IsNeverAskedAgain(Wang));

    [Test] public void Wang_can_not_come_all_the_same() => Assert.That(Story.When(OfferedTo(Li), AcceptedBy(Li), CheckedInBy(Wang)).Refused, Is.EqualTo(Refusal.NotTheHolder));

    [Test] public void Who_is_there_and_can_not_go_on_hands_it_back_too() => Assert.That(Given([.. Taken(Wang), CheckedInBy(Wang), HandedBackBy(Wang)]).Order.State, Is.EqualTo(State.Waiting));

    [Test] public void Before_it_is_taken_there_is_nothing_to_hand_back() => Assert.That(Given(Asked(Wang)).When(HandedBackBy(Wang)).Refused, Is.EqualTo(Refusal.NotTheHolder));
}

public sealed class When_the_seat_is_withdrawn_from_the_expert : OrderSpec
{
    [SetUp] public void Withdraw() => Given([.. Taken(Wang), WithdrawnFrom(Wang)]);

    [Test] public void The_order_waits_for_another() => Assert.That(State, Is.EqualTo(State.Waiting));

    [Test] public void It_is_not_the_experts_refusal() => Assert.That((Order.Refusals, IsNeverAskedAgain(Wang)), Is.EqualTo((0, false)));

    [Test] public void Wang_can_be_asked_again() => Assert.That(Story.When(OfferedTo(Wang), AcceptedBy(Wang)).Order.State, Is.EqualTo(State.Accepted));

    [Test] public void An_expert_who_is_there_is_left_to_work() => Assert.That(Given([.. Taken(Wang), CheckedInBy(Wang)]).When(WithdrawnFrom(Wang)).Refused, Is.EqualTo(Refusal.TooLate));
}

public sealed class When_a_clerk_takes_the_seat_back : OrderSpec
{
    [SetUp] public void TakeBack() => Given([.. Taken(Wang), TakenBackFrom(Wang)]);

    [Test] public void It_is_not_the_experts_refusal() => Assert.That((Order.Refusals, IsNeverAskedAgain(Wang)), Is.EqualTo((0, false)));

    [Test] public void But_matching_leaves_Wang_alone() => Assert.That(Order.NotAskedAgain, Does.Contain(Wang));

    [Test] public void Until_a_clerk_has_heard_from_Wang() => Assert.That(Story.When(AssignedTo(Wang), AcceptedBy(Wang)).Order.State, Is.EqualTo(State.Accepted));
}
