using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
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
        Assert.That(await service.StatesOf(trackings), Is.EqualTo(new[] { State.Offered, State.Waiting, State.Waiting }));
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
    public async Task An_older_urgent_one_is_not_overtaken_by_a_newer_urgent_one()
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await service.Offered();
        var older = await service.Ordered(order => order with { Urgency = "Urgent" });
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.Cancel(held).Done();
        var newer = await service.Ordered(order => order with { Urgency = "Urgent" });
        Assert.That(await service.StatesOf([older, newer]), Is.EqualTo(new[] { State.Offered, State.Waiting }));
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

    private async Task<Scene> Scene() =>
        new(service.Clock.GetUtcNow(), service.Get<Limits>().FieldHours.Zone, new Weights(), await service.Db(db => service.Get<KnownExperts>().Roster(db, default)));
}
