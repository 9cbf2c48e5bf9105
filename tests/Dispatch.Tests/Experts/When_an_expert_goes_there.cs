using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Tests.Photos;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Experts;

public sealed class When_an_expert_goes_there : ExpertSpec
{
    private string tracking = null!;

    [SetUp]
    public async Task Take() => tracking = await Service.Taken("E1");

    [Test]
    public async Task Check_in_and_report_with_a_photo_are_sent_by_ordinary_forms()
    {
        await Liu.Open($"/expert/{tracking}");
        await Liu.Say("CheckIn");
        Assert.That((Liu.Has("CheckIn"), await Service.StateOf(tracking)), Is.EqualTo((false, State.Visiting)));
        await Liu.Send([TestPhotos.Jpeg()], ("findings", "菌核病，约两成"), ("advice", "拔除病株"), ("outcome", "Solved"));

        var visit = await Visit();
        Assert.That((visit.Findings, visit.Advice, visit.ExpertsView, visit.Photos.Count, visit.ArrivedAtByDevice), Is.EqualTo(("菌核病，约两成", "拔除病株", Outcome.Solved, 1, default(DateTimeOffset?))));
        await Liu.Open(Liu.Page.QuerySelector("a[href*='/photos/']")!.GetAttribute("href")!);
        Assert.That(Liu.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_report_that_says_too_little_is_named_and_its_words_and_photos_stay()
    {
        await Liu.Open($"/expert/{tracking}");
        await Liu.Send([TestPhotos.Jpeg()], ("findings", "菌核病"), ("advice", " "));

        Assert.That((Liu.Status, Liu.ValueOf("findings")), Is.EqualTo((HttpStatusCode.BadRequest, "菌核病")));
        Assert.That(Liu.ErrorOf("advice"), Does.Contain("必填"));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Accepted));
        await Liu.Send(("advice", "拔除病株"));
        Assert.That((await Visit()).Photos, Has.Count.EqualTo(1));
    }

    /// <summary>Seen red: the neighbour was told who comes, and who came knew nothing of the neighbour.</summary>
    [Test]
    public async Task A_neighbour_whose_order_goes_on_under_it_can_be_called_as_well()
    {
        var other = await Service.Ordered(order => order with { FarmerName = "王二毛", FarmerPhone = "13904780077", Difficulty = "我家葵花也烂盘" });
        await Service.Post($"/orders/{other}/merge", OrderDesk.Clerk, new { into = tracking, reason = "同一片地" }).Done();
        await Liu.Open($"/expert/{tracking}");

        Assert.That(Liu.Text, Does.Contain("王二毛").And.Contain("我家葵花也烂盘"));
        Assert.That(Liu.Page.QuerySelector("a[href='tel:13904780077']"), Is.Not.Null);
    }

    [Test]
    public async Task What_can_not_be_done_is_handed_back_with_a_reason()
    {
        await Liu.Open($"/expert/{tracking}");
        await Liu.Say("HandBack", ("reason", "车坏在半路"));

        Assert.That(Liu.Text, Does.Contain("已退单"));
        Assert.That((await Service.Order(tracking)).Offers[0].Why, Is.EqualTo("车坏在半路"));
        await Liu.Open($"/expert/{tracking}");
        Assert.That((Liu.Text.Contains("这一单不归您了", StringComparison.Ordinal), Liu.Page.DocumentElement.OuterHtml.Contains(Phone, StringComparison.Ordinal)), Is.EqualTo((true, false)));
    }

    /// <summary>Seen red when photos were shown to whoever has a seat of any kind.</summary>
    [Test]
    public async Task Another_expert_sees_neither_the_page_nor_the_photos()
    {
        await Liu.Open($"/expert/{tracking}");
        await Liu.Send([TestPhotos.Jpeg()], ("findings", "菌核病"), ("advice", "拔除病株"));
        var other = await Another();
        foreach (var path in new[] { $"/expert/{tracking}", $"/expert/{tracking}/photos/{(await Visit()).Photos[0]}" })
        {
            await other.Open(path);
            Assert.That(other.Status, Is.EqualTo(HttpStatusCode.NotFound), path);
        }
    }

    [Test]
    public async Task Today_and_the_next_days_are_in_the_order_in_which_to_drive()
    {
        var later = await Service.Offered(order => order with { FarmerPhone = "13804780002" });
        await Service.Accept(later, "E1", Service.Monday.AddDays(1)).Done();
        await Liu.Open("/expert");

        Assert.That(Liu.Page.QuerySelectorAll("main section[aria-labelledby^='day-'] h2").Select(day => day.TextContent), Is.EqualTo(new[] { "今天", "6月2日" }));
        Assert.That(Liu.Page.QuerySelectorAll("a[data-kept]").Select(link => link.GetAttribute("href")), Is.EqualTo(new[] { $"/expert/{tracking}", $"/expert/{later}" }));
    }

    private Task<Visit> Visit() => Service.Db(db => db.Set<Visit>().AsNoTracking().SingleAsync());
}
