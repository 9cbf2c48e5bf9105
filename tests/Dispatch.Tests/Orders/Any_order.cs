using Dispatch.Domain.Orders;
using FsCheck;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Orders;

/// <summary>Whatever is said to an order, in whatever turn: what must hold.</summary>
public sealed class Any_order
{
    [Property(MaxTest = 100, Replay = "20260601,11")]
    public void A_refused_fact_changes_nothing_and_a_taken_one_is_one_version(DoNotSize<int> seed)
    {
        foreach (var step in new RandomLife(seed.Item).Steps(snapshots: true))
        {
            if (step.Refused is not null) Assert.That(step.After, Is.EqualTo(step.Before), $"{step.Fact} was refused: {step.Refused}");
            Assert.That(step.Order.Version, Is.EqualTo(step.Version + (step.Refused is null ? 1 : 0)));
        }
    }

    [Property(MaxTest = 300, Replay = "20260601,13")]
    public void It_goes_only_where_the_table_says(DoNotSize<int> seed)
    {
        foreach (var step in new RandomLife(seed.Item).Steps().Where(step => step.Refused is null))
        {
            var row = Life.Rows.Single(row => row.From == step.From && row.Fact == step.Fact.GetType());
            Assert.That(step.Order.Seats.Count > 1 || step.Seats > 1 ? [.. row.To, .. row.Teams] : row.To, Does.Contain(step.Order.State), $"{step.From}: {step.Fact}");
        }
    }

    [Property(MaxTest = 300, Replay = "20260601,15")]
    public void It_stands_where_its_seats_stand(DoNotSize<int> seed)
    {
        foreach (var (order, _) in new RandomLife(seed.Item).Taken())
            if (order.State is not (State.Submitted or State.NeedsClerk or State.Closed))
                Assert.That(order.State, Is.EqualTo(Implied([.. order.Seats.Select(seat => seat.State)])));
    }

    [Property(MaxTest = 300, Replay = "20260601,17")]
    public void A_seat_has_one_holder_and_an_expert_one_seat(DoNotSize<int> seed)
    {
        foreach (var (order, _) in new RandomLife(seed.Item).Taken())
        {
            Assert.That(order.Seats.Where(seat => seat.Expert is not null).Select(seat => seat.Expert), Is.Unique);
            Assert.That(order.Seats.Select(seat => seat.Expert is null), Is.EqualTo(order.Seats.Select(seat => seat.State == SeatState.Open)));
            Assert.That(order.Offers.Count(offer => offer.State == OfferState.Open), Is.EqualTo(order.Seats.Count(seat => seat.State == SeatState.Offered)));
        }
    }

    /// <summary>Matching looks for offers only where there may be some.</summary>
    [Property(MaxTest = 300, Replay = "20260601,23")]
    public void It_says_that_it_may_have_offers_wherever_it_has_any(DoNotSize<int> seed)
    {
        foreach (var (order, _) in new RandomLife(seed.Item).Taken())
            if (order.Offers.Count > 0) Assert.That(order.MayHaveOffers, Is.True);
    }

    /// <summary>Promise 4.</summary>
    [Property(MaxTest = 300, Replay = "20260601,19")]
    public void Nobody_is_offered_what_they_refused(DoNotSize<int> seed)
    {
        foreach (var (order, _) in new RandomLife(seed.Item).Taken())
            foreach (var expert in order.Offers.GroupBy(offer => offer.Expert))
                Assert.That(expert.OrderBy(offer => offer.Number).SkipLast(1).Where(offer => offer.IsRefusal), Is.Empty);
    }

    /// <summary>Promise 1: wherever it is, somebody can end it; and a limit that passes always has an effect.</summary>
    [Property(MaxTest = 300, Replay = "20260601,21")]
    public void It_can_always_reach_closed_and_is_never_stuck_behind_a_limit(DoNotSize<int> seed)
    {
        var life = new RandomLife(seed.Item);
        var order = life.Steps().Last().Order;
        if (order.DueAt is { } due)
            Assert.That(order.Take(order.State == State.Reported ? new ConfirmationLapsed(Telling.Engine, due.AddTicks(1)) : new WentOverdue(Telling.Engine, due.AddTicks(1)), Telling.Usual), Is.Null);
        if (order.State == State.Reported) order.Take(new Confirmed(Telling.Farmer, life.Now, Domain.Orders.Outcome.Solved), Telling.Usual);
        if (order.State != State.Closed) order.Take(new Cancelled(Telling.Farmer, life.Now), Telling.Usual);
        Assert.That((order.State, order.DueAt), Is.EqualTo((State.Closed, (DateTimeOffset?)null)));
        Assert.That(order.Seats.Select(seat => seat.State), Is.All.AnyOf(SeatState.Open, SeatState.Reported), "nobody is kept by a closed order");
    }

    /// <summary>So that the properties above say something.</summary>
    [Test]
    public void The_random_lives_go_down_every_row()
    {
        var gone = Enumerable.Range(0, 2000).SelectMany(seed => new RandomLife(seed).Steps()).Where(step => step.Refused is null).Select(step => (step.From, step.Fact.GetType())).ToHashSet();
        Assert.That(Life.Rows.Select(row => (row.From, row.Fact)).Except(gone), Is.Empty);
    }

    private static State Implied(IReadOnlyList<SeatState> seats) => seats.Min() switch
    {
        SeatState.Open => State.Waiting,
        SeatState.Offered => State.Offered,
        SeatState.Reported => State.Reported,
        _ => seats.Max() >= SeatState.Arrived ? State.Visiting : State.Accepted,
    };
}
