using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Clerk;

public sealed class When_a_clerk_merges_orders : BoardSpec
{
    private string kept = null!;
    private string same = null!;

    [SetUp]
    public async Task File()
    {
        kept = await Service.Ordered();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        same = await Service.Ordered(order => order with { FarmerPhone = "13804780009", FarmerName = "王二", Difficulty = "我家葵花也烂盘了" });
        await Wang.Open($"/board/{same}");
    }

    [Test]
    public async Task The_other_is_shown_and_keeps_this_one_with_whom_to_call()
    {
        Assert.That(Wang.Page.QuerySelector("#merge li")!.TextContent, Does.Contain(kept).And.Contain("富强村"));
        await Wang.Say("Merge", ("into", kept), ("reason", "同一片地"));

        Assert.That((await Known(same)).Outcome, Is.EqualTo(Outcome.Merged));
        Assert.That(Wang.Text, Does.Contain("已并入订单 " + kept).And.Contain("同一片地"));
        await Wang.Open($"/board/{kept}");
        Assert.That(Wang.Text, Does.Contain(same).And.Contain("王二 13804780009"));
    }

    [Test]
    public async Task The_same_farmers_other_order_comes_first_whatever_it_says()
    {
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        var twice = await Service.Ordered(order => order with { Difficulty = "上次说的那个" });
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await Service.Ordered(order => order with { FarmerPhone = "13804780008", Difficulty = "葵花烂盘" });
        await Wang.Open($"/board/{kept}");

        Assert.That(Wang.Page.QuerySelector("#merge li")!.TextContent, Does.Contain(twice).And.Contain("同一个农户"));
    }

    /// <summary>Seen red when the page did not ask whose the other is.</summary>
    [Test]
    public async Task Another_stations_order_is_not_there_to_be_merged_into()
    {
        var other = await Elsewhere();
        await Wang.Say("Merge", ("into", other), ("reason", "一样的病"));

        Assert.That((Wang.Status, Wang.ErrorOf("mergeOrder-into")), Is.EqualTo((HttpStatusCode.BadRequest, $"错误： 没有订单号为“{other}”的订单，或者它不归您管。")));
        Assert.That(Wang.ValueOf("mergeOrder-reason"), Is.EqualTo("一样的病"));
        Assert.That((await Known(same)).State, Is.EqualTo(State.Waiting));
    }

    /// <summary>The desk sees both.</summary>
    [Test]
    public async Task The_desk_may()
    {
        var other = await Elsewhere();
        var desk = await Desk();
        await desk.Open($"/board/{same}");
        await desk.Say("Merge", ("into", other), ("reason", "一样的病"));

        Assert.That((await Known(same)).MergedInto, Is.EqualTo((await Known(other)).Id));
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_the_number()
    {
        await Wang.Say("Merge", ("into", "12345678901"), ("reason", ""));

        Assert.That(Wang.ErrorOf("mergeOrder-reason"), Does.Contain("必填"));
        await Wang.Say("Merge", ("into", "12345678901"), ("reason", "同一片地"));
        Assert.That(Wang.ErrorOf("mergeOrder-into"), Does.Contain("12345678901"));
        await Wang.Say("Merge", ("into", same), ("reason", "同一片地"));
        Assert.That((Wang.Status, (await Known(same)).State), Is.EqualTo((HttpStatusCode.Conflict, State.Waiting)));
        Assert.That(Wang.Text, Does.Contain("不能并入自己"));
    }

    [Test]
    public async Task Pressed_twice_it_is_done_once_and_late_it_is_said()
    {
        var (twin, late) = (Wang.Twin(), await SignedIn(new Newcomer("liu", "刘洋", Domain.Role.Clerk, Station: "S001")));
        await late.Open($"/board/{same}");
        await Wang.Say("Merge", ("into", kept), ("reason", "同一片地"));
        await twin.Say("Merge", ("into", kept), ("reason", "同一片地"));
        await late.Say("Cancel", ("reason", "不用了"));

        Assert.That((twin.Status, late.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Conflict)));
        Assert.That((await Known(same)).Closings, Is.EqualTo(1));
    }
}
