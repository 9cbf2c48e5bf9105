using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

/// <summary>News only prompt it: they come twice, late, and before what they tell of.</summary>
public sealed class When_matching_hears_news
{
    private Service service = null!;

    [SetUp]
    public async Task Start() => service = await Service.StartAsync();

    [TearDown]
    public async Task Stop()
    {
        Assert.That(service.Faults, Is.Zero);
        await service.DisposeAsync();
    }

    [Test]
    public async Task News_of_an_expert_that_comes_again_or_late_shows_what_is_true_now()
    {
        await service.Settle(Langshan.Expert("E1"));
        await service.Match();
        await service.Change("E1", expert => expert.Capacity = 5);
        await service.Db(db => db.Set<Expert>().ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Capacity, 7)));
        for (var n = 0; n < 2; n++) await service.DeliverAgain<ExpertChanged>();
        var roster = await service.Db(db => service.Get<KnownExperts>().Roster(db, default));
        Assert.That(roster.Find(ExpertId.For("E1"))!.Value.Expert.Capacity, Is.EqualTo(7));
    }

    [Test]
    public async Task Told_twice_late_or_out_of_turn_that_it_waits_it_is_offered_once()
    {
        await service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));
        var tracking = await service.Ordered(order => order with { Urgency = "Urgent" });
        await service.DeliverAgain<OrderWaiting>();
        await service.Cancel(tracking).Done();
        await service.DeliverAgain<OrderWaiting>();
        var order = await service.Order(tracking);
        Assert.That((order.State, order.Offers.Count), Is.EqualTo((State.Closed, 1)));
    }

    /// <summary>Late: the seat has been free for a while, and nobody knew. Seen red with a consumer that does not prompt.</summary>
    [TestCase(nameof(SeatReleased))]
    [TestCase(nameof(VisitReported))]
    [TestCase(nameof(ExpertChanged))]
    public async Task News_of_a_free_seat_that_comes_late_and_twice_has_it_offered_once(string news)
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", skill: Domain.Skill.Veterinary));
        var held = await service.Taken("E1");
        var tracking = await service.Offered();
        await FreeElsewhere(held, after: await service.Ordered(order => order with { Seats = [["Veterinary"]] }));
        var (told, id) = (await News(news, held), Guid.CreateVersion7());
        var from = service.Clock.GetUtcNow();
        for (var n = 0; n < 2; n++) await service.Deliver(told, id);

        await service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await service.StateOf(tracking) == State.Offered);
        await service.Deliver(told, id);
        await service.Match();
        Assert.That((await service.Order(tracking)).Offers, Has.Count.EqualTo(1));
        Assert.That(service.Clock.GetUtcNow() - from, Is.LessThan(TimeSpan.FromSeconds(50)), "by the prompt, not by the minute that began with the last round");
    }

    /// <summary>Out of turn: before what it tells of has happened, or after the seat has gone to somebody else.</summary>
    [TestCase(nameof(SeatReleased))]
    [TestCase(nameof(VisitReported))]
    [TestCase(nameof(ExpertChanged))]
    public async Task News_of_a_free_seat_that_comes_out_of_turn_offers_nothing(string news)
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await service.Taken("E1");
        var older = await service.Offered();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        string[] trackings = [older, await service.Offered()];
        await service.Deliver(await News(news, held), Guid.CreateVersion7());
        await service.Match();
        Assert.That(await service.StatesOf(trackings), Is.EqualTo(new[] { State.Waiting, State.Waiting }));

        await service.Cancel(held).Done();
        await service.Match();
        await service.Deliver(await News(news, held), Guid.CreateVersion7());
        await service.Match();
        Assert.That(await service.StatesOf(trackings), Is.EqualTo(new[] { State.Offered, State.Waiting }));
    }

    [Test]
    public async Task Told_of_an_order_that_is_not_there_nothing_happens()
    {
        await service.Deliver(new OrderWaiting { OrderId = OrderId.For("none").Value, Urgent = true }, Guid.CreateVersion7());
        Assert.That(service.Faults, Is.Zero);
    }

    private async Task<object> News(string kind, string tracking)
    {
        var (order, expert) = ((await service.Order(tracking)).Id.Value, ExpertId.For("E1").Value);
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
        await service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await service.StateOf(after) == State.Offered);
        await using var db = await service.Elsewhere();
        var book = new OrderBook(db, service.Get<Limits>());
        var order = (await book.Find(TrackingNumber.Of(tracking), default))!;
        Assert.That(book.Take(order, new Cancelled(new(Domain.Role.Clerk, "王芳"), service.Clock.GetUtcNow())), Is.Null);
        foreach (var news in db.ChangeTracker.Entries<OutboxRow>().ToList()) news.State = EntityState.Detached;
        await db.SaveChangesAsync();
    }
}
