using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Clerk;

[OnBothDatabases(TakesLong = true)]
public sealed class When_a_clerk_looks_at_the_board : BoardSpec
{
    /// <summary>Seen red without the station in the question.</summary>
    [Test]
    public async Task The_stations_orders_are_on_it_and_no_others()
    {
        var (own, other) = (await Unclear(), await Elsewhere());
        await Wang.Open("/board");
        var desk = await Desk();
        await desk.Open("/board");

        Assert.That(Wang.Text, Does.Contain("狼山镇驿站").And.Contain(own).And.Not.Contain(other));
        Assert.That(desk.Text, Does.Contain(own).And.Contain(other));
    }

    [Test]
    public async Task They_stand_in_the_order_in_which_they_came_and_what_is_late_says_so()
    {
        var first = await Unclear();
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await Unclear();
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        var asked = await Service.Taken("E1");
        Service.Clock.Advance(TimeSpan.FromDays(5));
        // The service looks for what is overdue by itself, and may be at it.
        await OrderDesk.Until(async () => (await Known(asked)).State == State.NeedsClerk);
        var li = await SignedIn(new Newcomer("li", "李强", Role.Clerk, Station: "S001"));
        await li.Open("/board");

        Assert.That(li.Page.QuerySelectorAll("#NeedsClerk tbody a").Select(link => link.TextContent), Is.EqualTo(new[] { first, second, asked }));
        Assert.That(li.Page.QuerySelector($"#o{asked}")!.Closest("tr")!.TextContent, Does.Contain("已超时"));
        Assert.That(li.Page.QuerySelectorAll("tr.late"), Has.Length.EqualTo(1));
    }

    /// <summary>Ten hours after the last page one has to sign in again.</summary>
    [Test]
    public async Task Whoever_has_gone_home_is_signed_out()
    {
        Service.Clock.Advance(TimeSpan.FromHours(11));
        await Wang.Open("/board");

        Assert.That(Wang.Address.AbsolutePath, Is.EqualTo("/sign-in"));
    }

    [Test]
    public async Task A_station_without_orders_is_told_so()
    {
        await Elsewhere();
        await Wang.Open("/board");

        Assert.That(Wang.Text, Does.Contain("没有未办结的订单"));
    }

    /// <summary>Of each state the oldest thirty, and the way to all.</summary>
    [Test]
    public async Task Many_orders_are_shown_by_pages()
    {
        for (var n = 0; n < 31; n++) await Unclear();
        await Wang.Open("/board");
        var (lines, more) = (Wang.Page.QuerySelectorAll("#NeedsClerk tbody tr").Length, Wang.Page.QuerySelector("#NeedsClerk > p a")!.GetAttribute("href")!);
        await Wang.Open(more);

        Assert.That(lines, Is.EqualTo(30));
        Assert.That(Wang.Page.QuerySelectorAll("#NeedsClerk tbody tr"), Has.Length.EqualTo(31));
        Assert.That(Wang.Page.QuerySelector("#NeedsClerk > p a"), Is.Null);
    }

    [TestCase("/board?state=Closed")]
    [TestCase("/board?state=nonsense")]
    [TestCase("/board?state=Waiting&from=-1")]
    public async Task What_is_no_state_of_a_board_is_no_page(string path)
    {
        await Wang.Open(path);

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>Seen red without the look at the role.</summary>
    [Test]
    public async Task News_are_for_those_who_may_see_it()
    {
        var expert = await SignedIn(new Newcomer("e1", "专家", Role.Expert, Expert: "E1"));
        await expert.Open("/board/news");

        Assert.That(expert.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Service.Http.GetAsync("/board/news")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "a machine's key opens no page");
    }
}
