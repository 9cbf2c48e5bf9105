using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

/// <summary>News only prompt it: they come twice, late, and before what they tell of.</summary>
public sealed class When_matching_hears_news : ServiceSpec
{
    [Test]
    public async Task News_of_an_expert_that_comes_again_or_late_shows_what_is_true_now()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Roster();
        await Service.Change("E1", expert => expert.Capacity = 5);
        await Service.Db(db => db.Set<Expert>().ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Capacity, 7)));
        for (var n = 0; n < 2; n++) await Service.DeliverAgain<ExpertChanged>();
        Assert.That((await Roster()).Find(ExpertId.For("E1"))!.Value.Expert.Capacity, Is.EqualTo(7));
    }

    /// <summary>Late and out of turn: the expert has left meanwhile, and the news of a change come after those of the leaving.</summary>
    [Test]
    public async Task News_of_an_expert_who_is_not_there_any_more_keeps_nobody_in_the_roster()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Roster();
        await Service.Db(db => db.Set<Expert>().ExecuteDeleteAsync());
        for (var n = 0; n < 2; n++) await Service.Deliver(new ExpertChanged { ExpertId = ExpertId.For("E1").Value }, Guid.CreateVersion7());
        Assert.That((await Roster()).Find(ExpertId.For("E1")), Is.Null);
    }

    /// <summary>The news came while this process was cut off, and its queue was lost with the connection. Seen red when the roster was not read again.</summary>
    [Test]
    public async Task What_was_missed_while_the_bus_was_away_is_read_when_it_is_back()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Roster();
        var bus = Service.Get<MassTransit.IBusControl>();
        await bus.StopAsync();
        await Service.Db(db => db.Set<Expert>().ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Name, "改名")));
        await bus.StartAsync();
        Assert.That((await Roster()).Find(ExpertId.For("E1"))!.Value.Expert.Name, Is.EqualTo("改名"));
    }

    /// <summary>Not urgent: twice before the round, late when it is offered, and out of turn when it is over.</summary>
    [Test]
    public async Task Told_often_that_an_order_waits_which_can_it_is_offered_once_and_by_the_prompt()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));
        var tracking = await Service.Ordered();
        await Service.DeliverAgain<OrderWaiting>();
        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(tracking) == State.Offered);
        await Service.DeliverAgain<OrderWaiting>();
        await Service.Match();
        await Service.Cancel(tracking).Done();
        await Service.DeliverAgain<OrderWaiting>();
        await Service.Match();
        var order = await Service.Order(tracking);
        Assert.That((order.State, order.Offers.Count), Is.EqualTo((State.Closed, 1)));
    }

    [Test]
    public async Task Told_twice_late_or_out_of_turn_that_it_waits_it_is_offered_once()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));
        var tracking = await Service.Ordered(order => order with { Urgency = "Urgent" });
        await Service.DeliverAgain<OrderWaiting>();
        await Service.Cancel(tracking).Done();
        await Service.DeliverAgain<OrderWaiting>();
        var order = await Service.Order(tracking);
        Assert.That((order.State, order.Offers.Count), Is.EqualTo((State.Closed, 1)));
    }

    /// <summary>Late: the seat has been free for a while, and nobody knew. Seen red with a consumer that does not prompt.</summary>
    [TestCase(nameof(SeatReleased))]
    [TestCase(nameof(VisitReported))]
    [TestCase(nameof(ExpertChanged))]
    public async Task News_of_a_free_seat_that_comes_late_and_twice_has_it_offered_once(string news)
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", skill: Domain.Skill.Veterinary));
        var held = await Service.Taken("E1");
        var tracking = await Service.Offered();
        await FreeElsewhere(held, after: await Service.Ordered(order => order with { Seats = [["Veterinary"]] }));
        var (told, id) = (await News(news, held), Guid.CreateVersion7());
        var from = Service.Clock.GetUtcNow();
        for (var n = 0; n < 2; n++) await Service.Deliver(told, id);

        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(tracking) == State.Offered);
        await Service.Deliver(told, id);
        await Service.Match();
        Assert.That((await Service.Order(tracking)).Offers, Has.Count.EqualTo(1));
        Assert.That(Service.Clock.GetUtcNow() - from, Is.LessThan(TimeSpan.FromSeconds(50)), "by the prompt, not by the minute that began with the last round");
    }

    /// <summary>Out of turn: before what it tells of has happened, or after the seat has gone to somebody else.</summary>
    [TestCase(nameof(SeatReleased))]
    [TestCase(nameof(VisitReported))]
    [TestCase(nameof(ExpertChanged))]
    public async Task News_of_a_free_seat_that_comes_out_of_turn_offers_nothing(string news)
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await Service.Taken("E1");
        var older = await Service.Offered();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        string[] trackings = [older, await Service.Offered()];
        await Service.Deliver(await News(news, held), Guid.CreateVersion7());
        await Service.Match();
        Assert.That(await Service.StatesOf(trackings), Is.EqualTo(new[] { State.Waiting, State.Waiting }));

        await Service.Cancel(held).Done();
        await Service.Match();
        await Service.Deliver(await News(news, held), Guid.CreateVersion7());
        await Service.Match();
        Assert.That(await Service.StatesOf(trackings), Is.EqualTo(new[] { State.Offered, State.Waiting }));
    }

    [Test]
    public async Task Told_of_an_order_that_is_not_there_nothing_happens()
    {
        await Service.Deliver(new OrderWaiting { OrderId = OrderId.For("none").Value, Urgent = true }, Guid.CreateVersion7());
        Assert.That(Service.Faults, Is.Zero);
    }

    private Task<Domain.Matching.Roster> Roster() => Service.Db(db => Service.Get<KnownExperts>().Roster(db, default));

    private async Task<object> News(string kind, string tracking)
    {
        var (order, expert) = ((await Service.Order(tracking)).Id.Value, ExpertId.For("E1").Value);
        return kind switch
        {
            nameof(SeatReleased) => new SeatReleased { OrderId = order, ExpertId = expert, How = nameof(HandedBack) },
            nameof(VisitReported) => new VisitReported { OrderId = order, ExpertId = expert },
            _ => new ExpertChanged { ExpertId = expert },
        };
    }

    /// <summary>Right after the round that serves another order, another process has closed this one, and its news is still under way.</summary>
    private async Task FreeElsewhere(string tracking, string after)
    {
        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(after) == State.Offered);
        await using var db = await Service.Elsewhere();
        var book = new OrderBook(db, Service.Get<Limits>());
        var order = (await book.Find(TrackingNumber.Of(tracking), default))!;
        Assert.That(book.Take(order, new Cancelled(new(Domain.Role.Clerk, "王芳"), Service.Clock.GetUtcNow())), Is.Null);
        db.Appending.Drop<OutboxRow>();
        await db.SaveChangesAsync();
    }
}
