using System.Text.Json;
using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

public sealed class When_orders_wait
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
    public async Task The_cheapest_is_asked_and_why_is_kept_as_the_matcher_says_it()
    {
        await service.Settle(Langshan.Expert("E1", km: 20), Langshan.Expert("E2", km: 4), Langshan.Expert("E3", km: 30));
        var tracking = await service.Ordered();
        var scene = await Scene();
        await service.Match();
        var order = await service.Order(tracking);
        var kept = await service.Db(db => db.Set<MatchRow>().SingleAsync(row => row.Order == order.Id));

        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
        var need = new Need { Order = order.Id, Seat = 1, Skills = order.Seats[0].Needs, Place = order.Place!.Value, Urgency = order.Urgency, QueuedSince = order.QueuedSince!.Value, AnswerBy = order.Seats[0].AnswerBy!.Value, Crop = order.Crop };
        Assert.That(JsonSerializer.Serialize(kept.Explanation), Is.EqualTo(JsonSerializer.Serialize(Matcher.Explain(need, scene, ExpertId.For("E2")))));
    }

    [Test]
    public async Task An_urgent_one_is_asked_at_once_and_the_others_with_it()
    {
        await service.Settle(Langshan.Expert("E1"));
        var normal = await service.Ordered();
        Assert.That(await service.StateOf(normal), Is.EqualTo(State.Waiting));
        var urgent = await service.Ordered(order => order with { Urgency = "Urgent" });
        Assert.That((await service.StateOf(urgent), await service.StateOf(normal)), Is.EqualTo((State.Offered, State.Offered)));
    }

    [Test]
    public async Task The_others_wait_for_the_batch_window()
    {
        await service.Settle(Langshan.Expert("E1"));
        var tracking = await service.Ordered();
        Assert.That(await service.StateOf(tracking), Is.EqualTo(State.Waiting));
        await service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await service.StateOf(tracking) == State.Offered);
        Assert.That(service.Clock.GetUtcNow() - Service.Monday, Is.LessThan(TimeSpan.FromSeconds(60)), "by the prompt, not by the minute");
    }

    [Test]
    public async Task When_capacity_frees_the_oldest_is_served_first()
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await service.Offered();
        var trackings = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            trackings.Add(await service.Offered());
        }
        await service.Cancel(held).Done();
        await service.Match();
        Assert.That(await States(trackings), Is.EqualTo(new[] { State.Offered, State.Waiting, State.Waiting }));
    }

    [TestCase("cancelled")]
    [TestCase("declined")]
    [TestCase("withdrawn")]
    [TestCase("reported on")]
    public async Task A_seat_that_is_freed_prompts_the_next_round_by_itself(string how)
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await service.Taken("E1");
        var tracking = await service.Offered();
        await (how switch
        {
            "cancelled" => service.Cancel(held),
            "declined" => service.HandBack(held, "E1"),
            "withdrawn" => service.Withdraw(held, "E1"),
            _ => service.Report(held, "E1"),
        }).Done();
        if (how == "withdrawn") await service.Cancel(held).Done();
        await service.Quiet();
        await service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await service.StateOf(tracking) == State.Offered);
        Assert.That(service.Clock.GetUtcNow() - Service.Monday, Is.LessThan(TimeSpan.FromSeconds(60)), "by the prompt, not by the minute");
    }

    [Test]
    public async Task News_of_an_expert_that_comes_again_or_late_shows_what_is_true_now()
    {
        await service.Settle(Langshan.Expert("E1"));
        await service.Match();
        await service.Change("E1", expert => expert.Capacity = 5);
        await service.Db(db => db.Set<Expert>().ExecuteUpdateAsync(set => set.SetProperty(expert => expert.Capacity, 7)));
        for (var n = 0; n < 2; n++) await service.DeliverAgain<ExpertChanged>();
        Assert.That((await Scene()).Roster.Find(ExpertId.For("E1"))!.Value.Expert.Capacity, Is.EqualTo(7));
    }

    [Test]
    public async Task An_older_urgent_one_is_not_overtaken_by_a_newer_urgent_one()
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await service.Offered();
        var older = await service.Ordered(order => order with { Urgency = "Urgent" });
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.Cancel(held).Done();
        var newer = await service.Ordered(order => order with { Urgency = "Urgent" });
        Assert.That(await States([older, newer]), Is.EqualTo(new[] { State.Offered, State.Waiting }));
    }

    [TestCase("back from leave")]
    [TestCase("on duty")]
    [TestCase("with more capacity")]
    [TestCase("new")]
    public async Task It_is_offered_when_an_expert_is(string change)
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", skill: Domain.Skill.Seed));
        if (change == "with more capacity") await service.Offered();
        if (change == "back from leave") await service.Leave("E1", TimeSpan.FromDays(9));
        if (change == "on duty") await service.Change("E1", expert => expert.Hours = WeeklyHours.Parse("Sun 06:00-07:00"));
        if (change == "new") await service.Leave("E1", TimeSpan.FromDays(9));
        var tracking = await service.Offered();
        Assert.That(await service.StateOf(tracking), Is.EqualTo(State.Waiting));

        await service.Change(change == "new" ? "E2" : "E1", expert =>
        {
            (expert.Capacity, expert.Hours, expert.Skills) = (2, WeeklyHours.Parse("Mon-Sun 06:00-20:00"), Langshan.Expert("E1").Skills);
            if (change == "back from leave") expert.Leaves = [];
        });
        await service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await service.StateOf(tracking) == State.Offered);
    }

    [Test]
    public async Task Nobody_who_could_ever_go_brings_it_to_a_clerk()
    {
        await service.Settle(Langshan.Expert("E1", skill: Domain.Skill.Seed));
        Assert.That((await service.Order(await service.Offered())).Reason, Is.EqualTo(ClerkReason.NobodyQualified));
    }

    [Test]
    public async Task When_all_have_refused_a_clerk_is_asked()
    {
        await service.Settle(Langshan.Expert("E1"));
        var tracking = await service.Offered();
        await service.Decline(tracking, "E1").Done();
        await service.Match();
        Assert.That((await service.Order(tracking)).Reason, Is.EqualTo(ClerkReason.AllRefused));
    }

    [Test]
    public async Task After_five_refusals_a_clerk_is_asked_and_nobody_was_asked_twice()
    {
        await service.Settle([.. Enumerable.Range(1, 7).Select(n => Langshan.Expert($"E{n}", km: n))]);
        var tracking = await service.Ordered();
        for (var n = 1; n <= 5; n++)
        {
            await service.Match();
            await service.Decline(tracking, $"E{n}").Done();
        }
        await service.Match();
        var order = await service.Order(tracking);
        Assert.That((order.Reason, order.Offers.Count, order.RefusedBy.Count), Is.EqualTo((ClerkReason.AllRefused, 5, 5)));
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
        Assert.That(await States(trackings), Is.EqualTo(new[] { State.Waiting, State.Waiting }));

        await service.Cancel(held).Done();
        await service.Match();
        await service.Deliver(await News(news, held), Guid.CreateVersion7());
        await service.Match();
        Assert.That(await States(trackings), Is.EqualTo(new[] { State.Offered, State.Waiting }));
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

    private async Task<State[]> States(IEnumerable<string> trackings)
    {
        var states = new List<State>();
        foreach (var tracking in trackings) states.Add(await service.StateOf(tracking));
        return [.. states];
    }

    private async Task<Scene> Scene() =>
        new(service.Clock.GetUtcNow(), service.Get<Limits>().FieldHours.Zone, new Weights(), await service.Db(db => service.Get<KnownExperts>().Roster(db, default)));
}
