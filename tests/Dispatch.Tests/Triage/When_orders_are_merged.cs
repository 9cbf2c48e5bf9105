using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Triage;

[OnBothDatabases(TakesLong = true)]
public sealed class When_orders_are_merged : MergeSpec
{
    [Test]
    public async Task It_goes_on_under_the_other_and_both_pages_of_the_matter_say_so()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();

        var view = (await Service.Look(same)).Body;
        Assert.That((view.GetProperty("outcome").GetString(), view.GetProperty("mergedInto").GetString(), view.GetProperty("goesOn").GetProperty("state").GetString()), Is.EqualTo(("Merged", kept, "Waiting")));
        Assert.That((await Service.Look(kept)).Body.GetProperty("merged")[0].GetProperty("farmerPhone").GetString(), Is.EqualTo(Neighbour));
    }

    [Test]
    public async Task Its_offer_is_taken_back_and_the_seat_serves_the_next()
    {
        var same = await Service.Offered(Neighbours);
        var kept = await Service.Ordered();
        await Service.Match();
        Assert.That(await Service.StateOf(kept), Is.EqualTo(State.Waiting), "E1 is full");
        await Merge(same, kept).Done();
        await Service.Match();

        Assert.That((await Service.Order(same)).Offers.Single().State, Is.EqualTo(OfferState.Withdrawn));
        Assert.That(await Service.Holders(kept), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task Said_twice_it_is_done_once()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        await Merge(same, kept).Done();

        Assert.That((await Service.Order(same)).Closings, Is.EqualTo(1));
    }

    [Test]
    public async Task Late_when_the_other_is_over_it_is_refused_and_nothing_is_changed()
    {
        var (kept, same) = await Two();
        await Service.Cancel(kept).Done();
        var reply = await Merge(same, kept);

        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.Conflict, nameof(Refusal.OtherOrderOver))));
        Assert.That(await Service.StateOf(same), Is.EqualTo(State.Waiting));
    }

    [TestCase("", "同一块地", "into")]
    [TestCase("12345678901", "同一块地", "into")]
    [TestCase("23514124938", "同一块地", "into")]
    [TestCase(null, "", "reason")]
    public async Task What_is_wrong_is_named(string? into, string reason, string field)
    {
        var (kept, same) = await Two();
        var reply = await Service.Act(same, "merge", OrderDesk.Clerk, new { into = into ?? kept, reason });

        Assert.That((reply.Status, reply.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { field })));
    }

    /// <summary>Both clerks have looked before either has written. The database refuses the second, whatever the order's own look has missed. Seen red with a trigger that did not ask where the other stands.</summary>
    [Test]
    public async Task Crosswise_one_of_the_two_is_kept()
    {
        var (one, other) = await Two();
        var (first, second) = (await Service.Order(one), await Service.Order(other));
        await Merge(one, other).Done();
        await using var late = await Service.Elsewhere();
        var stale = await late.Set<Order>().SingleAsync(order => order.Id == second.Id);
        Assert.That(stale.Take(new Merged(new Actor(Role.Clerk, "李强"), Service.Clock.GetUtcNow(), first, "同一块地"), Service.Get<Limits>()), Is.Null, "as it was when it was looked at");

        var refused = Assert.ThrowsAsync<DbUpdateException>(() => late.SaveChangesAsync());
        Assert.That(Guards.Broken(refused!), Is.EqualTo(Guard.MergedIntoOver));
    }

    [Test]
    public async Task Its_farmer_hears_who_comes_and_how_it_ended_and_is_not_asked()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        await Service.Match();
        await Service.Accept(kept, "E1").Done();
        await Service.Quiet();
        await Service.Report(kept, "E1").Done();
        await Service.Confirm(kept).Done();
        await Service.Quiet();

        var told = await Told(same);
        Assert.That(told, Has.Some.Contains("已有专家承接：专家E1").And.Some.Contains("已解决"));
        Assert.That(told, Has.None.Contains("问题解决了吗").And.None.Contains(kept));
    }

    [Test]
    public async Task Merged_when_somebody_is_on_the_way_already_it_is_told_at_once()
    {
        var kept = await Service.Taken("E1");
        var same = await Service.Ordered(Neighbours);
        await Merge(same, kept).Done();
        await Service.Quiet();

        Assert.That((await Told(same))[^1], Does.Contain("合在一起办").And.Contain("专家E1"));
    }

    [Test]
    public async Task When_the_expert_goes_again_it_is_told_too()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        await Service.Match();
        await Service.Accept(kept, "E1").Done();
        await Service.Quiet();
        await Service.HandBack(kept, "E1").Done();
        await Service.Quiet();

        Assert.That((await Told(same))[^1], Does.Contain("另找专家"));
    }

    [Test]
    public async Task A_chain_leads_to_its_end()
    {
        var (kept, first) = await Two();
        var last = await Service.Ordered(order => order with { FarmerPhone = "13804780008", FarmerName = "赵六" });
        await Merge(last, first).Done();
        await Merge(first, kept).Done();
        await Service.Match();
        await Service.Accept(kept, "E1").Done();
        await Service.Quiet();

        Assert.That((await Service.Look(last)).Body.GetProperty("goesOn").GetProperty("coming")[0].GetProperty("expertName").GetString(), Is.EqualTo("专家E1"));
        Assert.That(await Told(last), Has.Some.Contains("专家E1"));
    }

    /// <summary>Seen red with merged orders among the closed ones.</summary>
    [Test]
    public async Task It_is_counted_as_the_other_is_and_once()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        await Service.Match();
        await Service.Accept(kept, "E1").Done();
        await Service.Report(kept, "E1").Done();
        await Service.Confirm(kept).Done();

        var rates = (await Service.Send(HttpMethod.Get, "/ledger/rates", OrderDesk.Clerk)).Body;
        Assert.That((rates.GetProperty("closed").GetInt32(), rates.GetProperty("merged").GetInt32()), Is.EqualTo((1, 1)));
        Assert.That(rates.GetProperty("rates").EnumerateArray().Select(rate => rate.GetProperty("outcome").GetString()), Has.None.EqualTo("Merged"));
    }

    /// <summary>Seen red with the other order's number, and with what was merged into it.</summary>
    [Test]
    public async Task Its_farmer_sees_how_far_it_is_and_nothing_of_the_other_farmer()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        var seen = (await Service.Look(same, $"Farmer:{Neighbour}")).Body.ToString();
        var own = (await Service.Look(kept, OrderDesk.Farmer)).Body.ToString();

        Assert.That(seen, Does.Contain("\"goesOn\":{\"state\":\"Waiting\"").And.Not.Contain(kept).And.Not.Contain("李秀英").And.Not.Contain("13804780001"));
        Assert.That(own, Does.Not.Contain(same).And.Not.Contain(Neighbour));
    }
}
