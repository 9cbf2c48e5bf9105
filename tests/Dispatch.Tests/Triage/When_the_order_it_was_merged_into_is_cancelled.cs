using Dispatch.Contracts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Triage;

[OnBothDatabases(TakesLong = true)]
public sealed class When_the_order_it_was_merged_into_is_cancelled : MergeSpec
{
    /// <summary>Promise 1: that the rain has helped one does not help the other.</summary>
    [Test]
    public async Task When_the_other_is_cancelled_it_goes_on_by_itself_and_its_farmer_hears()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        await Service.Cancel(kept).Done();
        await Service.Quiet();

        Assert.That(await Service.StateOf(same), Is.EqualTo(State.Waiting));
        Assert.That(await Told(same), Has.Some.Contains("照样办"));
        await Service.DeliverAgain<OrderClosed>();
        Assert.That((await Service.History(same)).Count(row => row.Fact == nameof(Reopened)), Is.EqualTo(1), "the message twice");
    }

    /// <summary>Seen red when whatever was merged was opened again.</summary>
    [Test]
    public async Task What_the_same_farmer_had_reported_is_over_with_it()
    {
        var (kept, twice) = (await Service.Ordered(), await Service.Ordered(order => order with { Difficulty = "葵花还是烂盘" }));
        await Merge(twice, kept).Done();
        await Service.Cancel(kept).Done();
        await Service.Quiet();

        Assert.That(await Service.StateOf(twice), Is.EqualTo(State.Closed));
    }

    /// <summary>The neighbour's went on under the farmer's first order, and that one under the farmer's second. Seen red when only what was merged into the cancelled one itself was looked at.</summary>
    [Test]
    public async Task By_way_of_what_the_same_farmer_had_reported_before_it_goes_on_too()
    {
        var (first, same) = await Two();
        await Merge(same, first).Done();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        var again = await Service.Ordered(order => order with { Difficulty = "葵花还是烂盘" });
        await Merge(first, again).Done();
        await Service.Cancel(again).Done();
        await Service.Quiet();

        Assert.That(await Service.StatesOf([first, same]), Is.EqualTo(new[] { State.Closed, State.Waiting }));
        Assert.That(await Told(same), Has.Some.Contains("照样办"));
    }

    /// <summary>Seen red when all that was under the cancelled one was opened.</summary>
    [Test]
    public async Task What_went_on_under_what_goes_on_by_itself_stays_under_it()
    {
        var (kept, same) = await Two();
        var third = await Service.Ordered(order => order with { FarmerPhone = "13804780008", FarmerName = "赵六" });
        await Merge(third, same).Done();
        await Merge(same, kept).Done();
        await Service.Cancel(kept).Done();
        await Service.Quiet();

        Assert.That(await Service.StatesOf([same, third]), Is.EqualTo(new[] { State.Waiting, State.Closed }));
    }

    [Test]
    public async Task Of_a_cancelling_that_no_longer_holds_it_hears_late_and_stays()
    {
        var (kept, same) = await Two();
        await Merge(same, kept).Done();
        await Service.Deliver(new OrderClosed { OrderId = (await Service.Order(kept)).Id.Value, Occasion = 1, Outcome = nameof(Outcome.Cancelled) }, Guid.CreateVersion7());

        Assert.That(await Service.StateOf(same), Is.EqualTo(State.Closed), "the other is open");
    }
}
