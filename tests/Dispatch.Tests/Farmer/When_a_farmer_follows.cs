using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Tests.Pages;
using Dispatch.Tests.Photos;

namespace Dispatch.Tests.Farmer;

public sealed class When_a_farmer_follows : FarmerSpec
{
    [TestCase("{0}-{1}")]
    [TestCase(" {0} {1} ")]
    [TestCase("{0}　{1}")]
    public async Task However_the_number_is_written_it_opens(string written)
    {
        var tracking = await Service.Ordered();
        await Follow(Li, string.Format(null, written, tracking[..4], tracking[4..]), "００ 01");

        Assert.That((Li.Status, Li.Address.AbsolutePath), Is.EqualTo((HttpStatusCode.OK, $"/follow/{tracking}")));
    }

    [Test]
    public async Task Nobody_is_named_before_they_have_said_yes()
    {
        var tracking = await Service.Offered();
        await Follow(Li, tracking);
        Assert.That((Li.Title, Li.Text.Contains("专家E1", StringComparison.Ordinal)), Is.EqualTo(("已经请了一位专家", false)));

        await Service.Accept(tracking, "E1", Service.Monday.AddHours(30)).Done();
        await Li.Open(Li.Address.AbsolutePath);
        Assert.That(Li.Title, Is.EqualTo("专家要来了"));
        Assert.That(Li.Text, Does.Contain("专家E1").And.Contain("13904780001").And.Contain("6月2日 15:00"));
    }

    /// <summary>Seen red when those who wait for another kind of expert were counted.</summary>
    [Test]
    public async Task Who_waits_is_told_how_many_come_before()
    {
        for (var n = 0; n < 3; n++) await Service.Offered();
        await Service.Ordered();
        await Service.Ordered(order => order with { Seats = [["Veterinary"]] });
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        var tracking = await Service.Ordered();
        await Follow(Li, tracking);

        Assert.That(Li.Page.QuerySelector(".place")?.TextContent, Does.Contain("第 2 位"));
    }

    [Test]
    public async Task What_was_found_is_read_and_confirmed()
    {
        var tracking = await Visited();
        await Follow(Li, tracking);
        Assert.That(Li.Text, Does.Contain("菌核病").And.Contain("拔除病株"));
        await Li.Say("Confirm", ("outcome", "Solved"), ("words", "好了"));

        Assert.That((Li.Title, await Service.StateOf(tracking)), Is.EqualTo(("办完了：已解决", State.Closed)));
        Assert.That(Li.Text, Does.Contain("好了"));
    }

    [Test]
    public async Task Without_a_word_on_how_it_went_nothing_is_confirmed()
    {
        var tracking = await Visited();
        await Follow(Li, tracking);
        await Li.Say("Confirm", ("words", "专家人好"));

        Assert.That((Li.Status, Li.ErrorOf("outcome"), Li.ValueOf("words")), Is.EqualTo((HttpStatusCode.BadRequest, "错误： 必填。", "专家人好")));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Reported));
    }

    [Test]
    public async Task Not_solved_sends_it_on_unless_that_is_enough()
    {
        var (again, enough) = (await Visited(), await Visited());
        await Follow(Li, again);
        await Li.Say("Confirm", ("outcome", "NotSolved"));
        await Follow(Li, enough);
        await Li.Say("Confirm", ("outcome", "NotSolved"), ("enough", "true"));

        Assert.That(await Service.StatesOf([again, enough]), Is.EqualTo(new[] { State.Waiting, State.Closed }));
    }

    [Test]
    public async Task It_is_cancelled_and_opened_again()
    {
        var tracking = await Service.Ordered();
        await Follow(Li, tracking);
        await Li.Say("Cancel", ("reason", "雨后好了"));
        Assert.That(Li.Title, Is.EqualTo("已经取消"));

        await Li.Say("Reopen", ("reason", ""));
        Assert.That(Li.ErrorOf("reason"), Is.EqualTo("错误： 必填。"));
        await Li.Say("Reopen", ("reason", "又黄了"));
        Assert.That((Li.Title, await Service.StateOf(tracking)), Is.EqualTo(("正在等专家", State.Waiting)));
    }

    /// <summary>Seen red when every form was always shown.</summary>
    [Test]
    public async Task Only_what_the_order_takes_now_can_be_said()
    {
        var tracking = await Service.Taken("E1");
        await Follow(Li, tracking);
        Assert.That(Forms(), Is.EqualTo((true, false, false)));
        await Service.CheckIn(tracking, "E1").Done();
        await Service.Report(tracking, "E1").Done();
        await Li.Open(Li.Address.AbsolutePath);
        Assert.That(Forms(), Is.EqualTo((false, true, false)));
        await Service.Confirm(tracking).Done();
        await Li.Open(Li.Address.AbsolutePath);
        Assert.That(Forms(), Is.EqualTo((false, false, true)));
        Service.Clock.Advance(TimeSpan.FromDays(31));
        await Follow(Li, tracking);
        Assert.That(Forms(), Is.EqualTo((false, false, false)));
    }

    [Test]
    public async Task What_comes_too_late_is_refused_in_words()
    {
        var tracking = await Service.Taken("E1");
        await Follow(Li, tracking);
        await Service.Report(tracking, "E1").Done();
        await Li.Say("Cancel", ("reason", "不用了"));

        Assert.That((Li.Status, await Service.StateOf(tracking)), Is.EqualTo((HttpStatusCode.Conflict, State.Reported)));
        Assert.That(Li.Page.QuerySelector("[role=alert]")?.TextContent, Does.Contain("订单已过了这一步。"));
    }

    [Test]
    public async Task Its_photos_are_for_who_has_opened_it()
    {
        await Write(Li, TestPhotos.Jpeg());
        await Li.Send();
        await Li.Open($"/follow/{(await Orders()).Single().Tracking}");
        var photo = Li.Page.QuerySelector(".photos a")!.GetAttribute("href")!;
        var stranger = new Visitor(Service);
        await Li.Open(photo);
        await stranger.Open(photo);

        Assert.That((Li.Status, stranger.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound)));
    }

    private (bool Cancel, bool Confirm, bool Reopen) Forms() => (Li.Has("Cancel"), Li.Has("Confirm"), Li.Has("Reopen"));

    private async Task<string> Visited()
    {
        var tracking = await Service.Taken("E1");
        await Service.CheckIn(tracking, "E1").Done();
        await Service.Report(tracking, "E1").Done();
        return tracking;
    }

    /// <summary>Two farmers, one visit: who comes is for both, whose order it is for one.</summary>
    [Test]
    public async Task What_goes_on_under_anothers_order_shows_how_far_that_is_and_nothing_of_its_farmer()
    {
        var kept = await Service.Taken("E1", order => order with { FarmerName = "王二", FarmerPhone = "13804780009", Whereabouts = "王二家南边" });
        var same = await Service.Ordered();
        await Service.Act(same, "merge", OrderDesk.Clerk, new { into = kept, reason = "王二家隔壁" }).Done();
        await Follow(Li, same);

        Assert.That(Li.Text, Does.Contain("和附近的同一个问题一起办").And.Contain("专家要来").And.Contain("专家：专家E1").And.Contain("合在一起办"));
        Assert.That(Li.Text, Does.Not.Contain("王二").And.Not.Contain(kept).And.Not.Contain("13804780009"));
        await Li.Say("Reopen", ("reason", "我家的不一样"));
        Assert.That(Li.Title, Is.EqualTo("正在等专家").Or.EqualTo("已经请了一位专家"));
    }
}
