using System.Net;
using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Matching;

/// <summary>What a station asks: on whom the work lies, and which skills have too few experts.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_load_is_read : ServiceSpec
{
    [SetUp]
    public async Task Settle()
    {
        await Service.Settle(Langshan.Expert("E1", km: 1, capacity: 2), Langshan.Expert("E2", km: 20, capacity: 4), Langshan.Expert("E3", km: 30), Langshan.Expert("E4", skill: Skill.Veterinary));
        await Service.Change("E3", expert => expert.Active = false);
    }

    [Test]
    public async Task Each_active_expert_is_told_with_what_is_held_and_the_fullest_first()
    {
        await Service.Taken("E1");
        await Service.Offered();
        var load = await Load();

        Assert.That(load.Experts.Select(who => (who.Code, who.OpenSeats, who.Capacity, who.Load)), Is.EqualTo(new[] { ("E1", 2, 2, 1.0), ("E2", 0, 4, 0.0), ("E4", 0, 3, 0.0) }));
        Assert.That((load.Now.Experts, load.Now.Seats, load.Now.Most, load.Now.Gini), Is.EqualTo((3, 2, 1.0, 2.0 / 3)));
    }

    [Test]
    public async Task A_seat_is_served_when_it_is_reported_on_and_was_held_since_its_offer()
    {
        var tracking = await Service.Taken("E1");
        await Service.Taken("E1");
        Service.Clock.Advance(TimeSpan.FromHours(36));
        await Service.Report(tracking, "E1").Done();
        var load = await Load();

        Assert.That(load.Experts.Select(who => (who.Code, who.OpenSeats, who.Served)), Is.EqualTo(new[] { ("E1", 1, 1), ("E2", 0, 0), ("E4", 0, 0) }));
        Assert.That((load.Served.Seats, load.Served.Most, Demand(load).DaysHeld), Is.EqualTo((1, 0.5, 1.5)));
    }

    /// <summary>"Not solved" sends the same expert again: the second visit has the second offer.</summary>
    [Test]
    public async Task A_second_visit_is_held_since_its_own_offer()
    {
        var tracking = await Service.Taken("E1");
        Service.Clock.Advance(TimeSpan.FromHours(12));
        await Service.Report(tracking, "E1").Done();
        Service.Clock.Advance(TimeSpan.FromHours(1));
        await Service.Confirm(tracking, "NotSolved").Done();
        await Service.Match();
        await Service.Accept(tracking, "E1").Done();
        Service.Clock.Advance(TimeSpan.FromHours(36));
        await Service.Report(tracking, "E1").Done();

        Assert.That(Demand(await Load()).DaysHeld, Is.EqualTo(1));
    }

    [Test]
    public async Task Demand_is_what_came_in_and_what_became_of_it()
    {
        var refused = await Service.Offered();
        await Service.Decline(refused, "E1").Done();
        await Service.Match();
        await Service.Later(TimeSpan.FromHours(5));
        await Service.Match();
        await Service.Taken("E1");
        var demand = Demand(await Load());

        Assert.That(await Service.StateOf(refused), Is.EqualTo(State.NeedsClerk));
        Assert.That((demand.Experts, demand.Intermediate, demand.Orders, demand.Seats, demand.Waiting, demand.Refusals, demand.LeftToClerks), Is.EqualTo((2, 2, 2, 2, 1, 2, 1)));
    }

    [Test]
    public async Task An_order_that_waited_too_long_was_left_to_a_clerk_and_one_whose_visit_is_late_was_not()
    {
        await Service.Taken("E4", order => order with { Seats = [["Veterinary"]] });
        await Service.Leave("E1", TimeSpan.FromDays(20));
        await Service.Leave("E2", TimeSpan.FromDays(20));
        var waits = await Service.Offered();
        await Service.Later(TimeSpan.FromDays(8));
        var load = await Load();

        Assert.That((await Service.Order(waits)).Reason, Is.EqualTo(ClerkReason.Overdue));
        Assert.That((Demand(load).LeftToClerks, Demand(load, Skill.Veterinary).LeftToClerks), Is.EqualTo((1, 0)));
    }

    /// <summary>Refused, and left to a clerk, before somebody saw that it was the same. Seen red with merged orders among those that came in.</summary>
    [Test]
    public async Task What_goes_on_under_another_is_no_demand_of_its_own()
    {
        var same = await Service.Offered();
        await Service.Decline(same, "E1").Done();
        await Service.Match();
        await Service.Decline(same, "E2").Done();
        await Service.Match();
        Assert.That(Demand(await Load()) is { Orders: 1, Refusals: 2, LeftToClerks: 1 });
        await Service.Merge(same, await Service.Ordered()).Done();

        Assert.That(Demand(await Load()) is { Orders: 1, Seats: 1, Waiting: 1, Refusals: 0, LeftToClerks: 0 });
    }

    [TestCase("?from=2026-06", 2)]
    [TestCase("?from=2026-06&to=2026-06", 1)]
    [TestCase("?from=2026-06&to=2027-12", 2)]
    [TestCase("?from=2026-07", 1)]
    [TestCase("?to=2026-06", 1)]
    [TestCase("?from=2026-05&to=2026-05", 0)]
    [TestCase("", 2)]
    public async Task What_came_in_within_the_months_is_counted(string months, int orders)
    {
        Service.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 30, 15, 59, 0, TimeSpan.Zero));
        await Service.Ordered();
        Service.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 30, 16, 0, 0, TimeSpan.Zero));
        await Service.Ordered();
        Service.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That(Demand(await Load(months)).Orders, Is.EqualTo(orders));
    }

    [Test]
    public async Task Without_months_it_is_the_last_30_days()
    {
        await Service.Ordered();
        Service.Clock.SetUtcNow(Service.Monday.AddDays(30));
        Assert.That(Demand(await Load()).Orders, Is.EqualTo(1));
        Service.Clock.SetUtcNow(Service.Monday.AddDays(30).AddMinutes(1));
        Assert.That(Demand(await Load()).Orders, Is.Zero);
    }

    [TestCase("zh", "植保：2 名专家，1 个订单", "水产：没有专家，2 个订单", "兽医高级：没有专家，1 个订单")]
    [TestCase("en", "PlantProtection: 2 experts for 1 orders", "Aquaculture: no expert for 2 orders", "Veterinary (Senior): no expert for 1 orders")]
    public async Task Skills_with_too_few_experts_are_named_in_the_readers_language(string language, params string[] sentences)
    {
        await Service.Ordered();
        await Service.Ordered(order => order with { Seats = [["Aquaculture"]] });
        await Service.Ordered(order => order with { Seats = [["Aquaculture"]] });
        await Service.Ordered(order => order with { Seats = [["Veterinary:3"]] });

        Assert.That((await Load(language: language)).Words, Is.EquivalentTo(sentences));
    }

    [TestCase("zh", "植保：3 名专家同时最多 3 个席位；4 个订单的 4 个席位各占 30 天，同时要占 4 个")]
    [TestCase("en", "PlantProtection: 3 experts can hold 3 seats at once; the 4 seats of 4 orders, held for 30 days each, need 4")]
    public async Task More_than_the_capacity_lets_through_is_told_with_the_figures(string language, string sentence)
    {
        await Service.Save(Langshan.Expert("E5"));
        foreach (var code in new[] { "E1", "E2", "E5" }) await Service.Change(code, expert => expert.Capacity = 1);
        var first = await Service.Taken("E1");
        for (var n = 0; n < 3; n++) await Service.Ordered();
        Service.Clock.Advance(TimeSpan.FromDays(30));
        await Service.Report(first, "E1").Done();

        Assert.That((await Load(language: language)).Words, Is.EqualTo(new[] { sentence }));
    }

    [Test]
    public async Task Whose_row_is_wrong_is_named_and_not_counted()
    {
        await Service.Db(db => db.Database.ExecuteSqlRawAsync("UPDATE experts SET \"Capacity\" = 0 WHERE \"Code\" = 'E2'"));
        var load = await Load();

        Assert.That(load.LeftOut, Is.EqualTo(new[] { "E2" }));
        Assert.That(load.Experts.Select(who => who.Code), Is.EqualTo(new[] { "E1", "E4" }));
    }

    [TestCase("from=2026", "from")]
    [TestCase("to=June", "to")]
    [TestCase("from=2026-06&to=2026-05", "to")]
    [TestCase("from=2026-07", "from")]
    [TestCase("from=x&to=y", "from", "to")]
    public async Task A_question_that_makes_no_sense_is_named_by_field(string question, params string[] fields)
    {
        var reply = await Service.Send(HttpMethod.Get, $"/load?{question}", OrderDesk.Clerk);

        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, fields)), reply.Body.ToString());
    }

    [TestCase("Farmer:13804780001")]
    [TestCase("Expert:96eab3a4-2b93-81f1-b8b0-2107754d76c5")]
    public async Task It_is_for_those_who_dispatch(string actor) =>
        Assert.That((await Service.Send(HttpMethod.Get, "/load", actor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));

    private async Task<LoadView> Load(string months = "", string language = "zh")
    {
        var reply = await Service.Send(HttpMethod.Get, $"/load{months}", OrderDesk.Clerk, language: language);
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Body.ToString());
        return reply.Body.Deserialize<LoadView>(StoredJson.Options)!;
    }

    private static Domain.Matching.SkillDemand Demand(LoadView load, Skill skill = Skill.PlantProtection) => load.Skills.Single(demand => demand.Skill == skill);
}
