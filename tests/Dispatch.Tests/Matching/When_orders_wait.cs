using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

public sealed class When_orders_wait : ServiceSpec
{
    [Test]
    public async Task The_cheapest_is_asked_and_why_is_kept_as_the_matcher_says_it()
    {
        await Service.Settle(Langshan.Expert("E1", km: 20), Langshan.Expert("E2", km: 4), Langshan.Expert("E3", km: 30));
        var tracking = await Service.Ordered();
        var scene = await Scene();
        await Service.Match();
        var order = await Service.Order(tracking);
        var kept = await Service.Db(db => db.Set<MatchRow>().SingleAsync(row => row.Order == order.Id));

        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
        var need = new Need { Order = order.Id, Seat = 1, Skills = order.Seats[0].Needs, Place = order.Place!.Value, Urgency = order.Urgency, QueuedSince = order.QueuedSince!.Value, AnswerBy = order.Seats[0].AnswerBy!.Value, Crop = order.Crop };
        Assert.That(JsonSerializer.Serialize(kept.Explanation), Is.EqualTo(JsonSerializer.Serialize(Matcher.Explain(need, scene, ExpertId.For("E2")))));
    }

    /// <summary>Seen red without the pairings of the village.</summary>
    [Test]
    public async Task Who_is_paired_with_the_village_is_asked_though_somewhat_farther()
    {
        await Service.Settle(Langshan.Expert("E1", km: 4), Langshan.Expert("E2", km: 18));
        await Service.Post("/pairings", OrderDesk.Clerk, new { expert = "E2", village = "富强村", from = Service.Monday.AddDays(-1), to = Service.Monday.AddDays(90) });
        Assert.That(await Service.Holders(await Service.Offered()), Is.EqualTo(new[] { "E2" }));
    }

    [Test]
    public async Task When_all_are_full_it_is_said_until_when()
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", capacity: 1));
        var (first, second) = (await Service.Offered(), await Service.Offered());
        await Service.Accept(first, (await Service.Holders(first))[0]!, comesAt: Service.Monday.AddDays(2)).Done();
        await Service.Accept(second, (await Service.Holders(second))[0]!, comesAt: Service.Monday.AddDays(1)).Done();
        var order = await Service.Order(await Service.Offered());
        var kept = await Service.Db(db => db.Set<MatchRow>().SingleAsync(row => row.Order == order.Id));
        Assert.That((kept.Explanation.Nobody!.Code, kept.Explanation.Nobody.FreeFrom), Is.EqualTo((NoAnswerCode.AllFull, Service.Monday.AddDays(1))));
    }

    [Test]
    public async Task An_urgent_one_is_asked_at_once_and_the_others_with_it()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var normal = await Service.Ordered();
        Assert.That(await Service.StateOf(normal), Is.EqualTo(State.Waiting));
        var urgent = await Service.Ordered(order => order with { Urgency = "Urgent" });
        Assert.That((await Service.StateOf(urgent), await Service.StateOf(normal)), Is.EqualTo((State.Offered, State.Offered)));
    }

    [Test]
    public async Task Others_within_the_window_of_a_round_wait_for_the_next()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var tracking = await Service.Ordered();
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Waiting));
        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(tracking) == State.Offered);
        Assert.That(Service.Clock.GetUtcNow() - Service.Monday, Is.LessThan(TimeSpan.FromSeconds(60)), "by the prompt, not by the minute");
    }

    [Test]
    public async Task When_capacity_frees_the_oldest_is_served_first()
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await Service.Offered();
        var trackings = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            Service.Clock.Advance(TimeSpan.FromSeconds(1));
            trackings.Add(await Service.Offered());
        }
        await Service.Cancel(held).Done();
        await Service.Match();
        Assert.That(await Service.StatesOf(trackings), Is.EqualTo(new[] { State.Offered, State.Waiting, State.Waiting }));
    }

    [TestCase("cancelled")]
    [TestCase("declined")]
    [TestCase("withdrawn")]
    [TestCase("reported on")]
    public async Task A_seat_that_is_freed_prompts_the_next_round_by_itself(string how)
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await Service.Taken("E1");
        var tracking = await Service.Offered();
        await (how switch
        {
            "cancelled" => Service.Cancel(held),
            "declined" => Service.HandBack(held, "E1"),
            "withdrawn" => Service.Withdraw(held, "E1"),
            _ => Service.Report(held, "E1"),
        }).Done();
        if (how == "withdrawn") await Service.Cancel(held).Done();
        await Service.Quiet();
        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(tracking) == State.Offered);
        Assert.That(Service.Clock.GetUtcNow() - Service.Monday, Is.LessThan(TimeSpan.FromSeconds(60)), "by the prompt, not by the minute");
    }

    [Test]
    public async Task An_older_urgent_one_is_not_overtaken_by_a_newer_urgent_one()
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1));
        var held = await Service.Offered();
        var older = await Service.Ordered(order => order with { Urgency = "Urgent" });
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await Service.Cancel(held).Done();
        var newer = await Service.Ordered(order => order with { Urgency = "Urgent" });
        Assert.That(await Service.StatesOf([older, newer]), Is.EqualTo(new[] { State.Offered, State.Waiting }));
    }

    [TestCase("back from leave")]
    [TestCase("on duty")]
    [TestCase("with more capacity")]
    [TestCase("new")]
    public async Task It_is_offered_when_an_expert_is(string change)
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", skill: Domain.Skill.Seed));
        if (change == "with more capacity") await Service.Offered();
        if (change == "back from leave") await Service.Leave("E1", TimeSpan.FromDays(9));
        if (change == "on duty") await Service.Change("E1", expert => expert.Hours = WeeklyHours.Parse("Sun 06:00-07:00"));
        if (change == "new") await Service.Leave("E1", TimeSpan.FromDays(9));
        var tracking = await Service.Offered();
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Waiting));

        await Service.Change(change == "new" ? "E2" : "E1", expert =>
        {
            (expert.Capacity, expert.Hours, expert.Skills) = (2, WeeklyHours.Parse("Mon-Sun 06:00-20:00"), Langshan.Expert("E1").Skills);
            if (change == "back from leave") expert.Leaves = [];
        });
        await Service.TurnUntil(TimeSpan.FromMilliseconds(100), async () => await Service.StateOf(tracking) == State.Offered);
    }

    [Test]
    public async Task Nobody_who_could_ever_go_brings_it_to_a_clerk()
    {
        await Service.Settle(Langshan.Expert("E1", skill: Domain.Skill.Seed));
        Assert.That((await Service.Order(await Service.Offered())).Reason, Is.EqualTo(ClerkReason.NobodyQualified));
    }

    [Test]
    public async Task When_all_have_refused_a_clerk_is_asked()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var tracking = await Service.Offered();
        await Service.Decline(tracking, "E1").Done();
        await Service.Match();
        Assert.That((await Service.Order(tracking)).Reason, Is.EqualTo(ClerkReason.AllRefused));
    }

    [Test]
    public async Task After_five_refusals_a_clerk_is_asked_and_nobody_was_asked_twice()
    {
        await Service.Settle([.. Enumerable.Range(1, 7).Select(n => Langshan.Expert($"E{n}", km: n))]);
        var tracking = await Service.Ordered();
        for (var n = 1; n <= 5; n++)
        {
            await Service.Match();
            await Service.Decline(tracking, $"E{n}").Done();
        }
        await Service.Match();
        var order = await Service.Order(tracking);
        Assert.That((order.Reason, order.Offers.Count, order.RefusedBy.Count), Is.EqualTo((ClerkReason.AllRefused, 5, 5)));
    }

    private async Task<Scene> Scene() =>
        new(Service.Clock.GetUtcNow(), Service.Get<Limits>().FieldHours.Zone, new Weights(), await Service.Db(db => Service.Get<KnownExperts>().Roster(db, default)));
}
