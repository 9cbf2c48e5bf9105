using System.Net;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Experts;

public sealed class When_an_expert_is_asked : ExpertSpec
{
    /// <summary>Seen red with name and number told before the yes.</summary>
    [Test]
    public async Task What_there_is_to_know_is_on_the_first_page_and_the_farmers_number_is_not()
    {
        await Service.Offered(order => order with { Urgency = "Urgent", Difficulty = "葵花烂盘，我是李秀英，电话 138-0478-0001" });
        await Liu.Open("/expert");

        Assert.That(Liu.Text, Does.Contain("葵花烂盘").And.Contain("富强村").And.Contain("约 5 公里").And.Contain("紧急").And.Contain("植保").And.Contain("6月1日 09:30 前答复").And.Contain("还剩 30 分钟"));
        Assert.That(Liu.Page.DocumentElement.OuterHtml, Does.Not.Contain("李秀英").And.Not.Contain("0478"));
    }

    [Test]
    public async Task A_yes_with_the_time_is_told_and_then_the_farmer_can_be_called_until_it_is_over()
    {
        var tracking = await Service.Offered();
        await Liu.Open($"/expert/{tracking}");
        Assert.That(Liu.Page.QuerySelector("a[href^='tel:']"), Is.Null);
        await Liu.Say("Accept", ("comesAt", "2026-06-02T09:30"));

        Assert.That((await Service.Order(tracking)).Seats[0].ComesAt, Is.EqualTo(new DateTimeOffset(2026, 6, 2, 9, 30, 0, TimeSpan.FromHours(8))));
        Assert.That(Calls(), Is.EqualTo(new[] { $"tel:{Phone}" }));
        await Liu.Open("/expert");
        Assert.That((Calls(), Liu.Page.QuerySelector("a[data-kept]")?.GetAttribute("href")), Is.EqualTo((new[] { $"tel:{Phone}" }, $"/expert/{tracking}")));
        await Service.Report(tracking, "E1").Done();
        await Service.Confirm(tracking).Done();
        await Liu.Open($"/expert/{tracking}");
        Assert.That((Liu.Status, Liu.Page.DocumentElement.OuterHtml.Contains(Phone, StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, false)));
    }

    [Test]
    public async Task Pressed_twice_it_is_accepted_once_and_nobody_is_blamed()
    {
        var tracking = await Service.Offered();
        await Liu.Open($"/expert/{tracking}");
        var twin = Liu.Twin();
        foreach (var finger in new[] { Liu, twin }) await finger.Say("Accept", ("comesAt", "2026-06-02T09:30"));

        Assert.That((Liu.Status, twin.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That((await Service.History(tracking)).Count(row => row.Fact == nameof(Accepted)), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_time_after_the_yes_changes_nothing_and_is_said()
    {
        var tracking = await Service.Offered();
        await Liu.Open($"/expert/{tracking}");
        var late = Liu.Twin();
        await Liu.Say("Accept", ("comesAt", "2026-06-02T09:30"));
        await late.Say("Accept", ("comesAt", "2026-06-03T09:30"));

        Assert.That(late.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(late.Text, Does.Contain("您已经接了这一单").And.Contain("6月2日 09:30"));
    }

    [TestCase("2026-05-31T09:00", "不能早于现在")]
    [TestCase("明天上午", "不是日期或时间")]
    public async Task A_time_that_can_not_be_is_named_beside_its_field_and_stays(string typed, string words)
    {
        var tracking = await Service.Offered();
        await Liu.Open($"/expert/{tracking}");
        await Liu.Say("Accept", ("comesAt", typed));

        Assert.That((Liu.Status, Liu.ValueOf("comesAt")), Is.EqualTo((HttpStatusCode.BadRequest, typed)));
        Assert.That(Liu.ErrorOf("comesAt"), Does.Contain(words));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Offered));
    }

    [Test]
    public async Task A_no_needs_a_reason_and_goes_to_the_next()
    {
        var tracking = await Service.Offered();
        await Liu.Open($"/expert/{tracking}");
        await Liu.Say("Decline", ("reason", " "));
        Assert.That((Liu.Status, await Service.StateOf(tracking)), Is.EqualTo((HttpStatusCode.BadRequest, State.Offered)));
        Assert.That(Liu.ErrorOf("reason"), Does.Contain("必填"));
        await Liu.Say("Decline", ("reason", "在外地培训"));

        Assert.That(Liu.Text, Does.Contain("已拒单").And.Contain("现在没有等您答复的派单"));
        await Service.Match();
        Assert.That(await Service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
        Assert.That((await Service.Order(tracking)).Offers.Single(offer => offer.Number == 1).Why, Is.EqualTo("在外地培训"));
    }

    [Test]
    public async Task Who_answers_too_late_is_told_so()
    {
        var tracking = await Service.Offered();
        await Liu.Open($"/expert/{tracking}");
        await Service.Later(TimeSpan.FromHours(4) + Moment);
        await Liu.Say("Accept", ("comesAt", ""));

        Assert.That(Liu.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(Liu.Text, Does.Contain("答复时限已过，这一单已转派别人"));
        Assert.That((await Service.History(tracking)).Select(row => row.Fact), Has.None.EqualTo(nameof(Accepted)));
    }

    /// <summary>Also by a form that was made for an order of one's own. Seen red when any order was found.</summary>
    [Test]
    public async Task Anothers_offer_is_neither_seen_nor_answered()
    {
        var (own, foreign) = (await Service.Offered(), await Service.Offered(order => order with { FarmerPhone = "13804780002" }));
        await Service.Decline(own, "E1").Done();
        await Service.Match();
        var other = await Another();
        await other.Open($"/expert/{foreign}");
        Assert.That(other.Status, Is.EqualTo(HttpStatusCode.NotFound));
        await other.Open($"/expert/{own}");
        foreach (var form in other.Page.QuerySelectorAll("form[action]")) form.SetAttribute("action", form.GetAttribute("action")!.Replace(own, foreign, StringComparison.Ordinal));
        await other.Say("Accept");

        Assert.That((other.Status, await Service.StateOf(foreign)), Is.EqualTo((HttpStatusCode.NotFound, State.Offered)));
    }

    private string?[] Calls() => [.. Liu.Page.QuerySelectorAll("a[href^='tel:']").Select(link => link.GetAttribute("href"))];
}
