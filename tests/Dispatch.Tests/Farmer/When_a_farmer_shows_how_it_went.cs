using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Tests.Pages;
using Dispatch.Tests.Photos;

namespace Dispatch.Tests.Farmer;

/// <summary>Photos that come with the word on how it went.</summary>
public sealed class When_a_farmer_shows_how_it_went : FarmerSpec
{
    private string tracking = null!;

    [SetUp]
    public async Task Visit()
    {
        tracking = await Service.Taken("E1");
        await Service.Report(tracking, "E1").Done();
        await Follow(Li, tracking);
    }

    /// <summary>Seen red when only the order's and the visits' photos were shown.</summary>
    [Test]
    public async Task They_are_shown_with_that_step_to_who_has_opened_the_order()
    {
        await Li.Send([TestPhotos.Jpeg(), TestPhotos.Jpeg(80)], ("outcome", "Solved"), ("words", "好了"));
        var photos = Li.Page.QuerySelectorAll(".history .photos a").Select(photo => photo.GetAttribute("href")!).ToList();
        var stranger = new Visitor(Service);
        await Li.Open(photos[1]);
        await stranger.Open(photos[1]);

        Assert.That((await Service.StateOf(tracking), photos.Count), Is.EqualTo((State.Closed, 2)));
        Assert.That((Li.Status, stranger.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound)));
        Assert.That((await Steps())[^1], Is.EqualTo(("Confirmed", 2)));
    }

    /// <summary>Seen red when they were kept nowhere.</summary>
    [Test]
    public async Task What_came_with_a_form_that_was_wrong_need_not_come_again()
    {
        await Li.Send([TestPhotos.Jpeg(), TestPhotos.Jpeg(80)], ("words", "好了"));
        Assert.That((Li.ErrorOf("outcome"), Li.Page.QuerySelectorAll("input[name=drop]").Length), Is.EqualTo(("错误： 必填。", 2)));

        await Li.Send(("outcome", "Solved"), ("drop", Li.Page.QuerySelector("input[name=drop]")!.GetAttribute("value")));
        Assert.That((await Steps())[^1], Is.EqualTo(("Confirmed", 1)));
    }

    [Test]
    public async Task What_is_no_photo_is_said_and_nothing_is_confirmed()
    {
        await Li.Send(["GIF89a"u8.ToArray()], ("outcome", "Solved"), ("words", "好了"));

        Assert.That((Li.Status, Li.ErrorOf("photos"), Li.ValueOf("words")), Is.EqualTo((HttpStatusCode.BadRequest, "错误： 不是完整的 JPEG、PNG 或 WebP 照片。", "好了")));
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Reported));
    }

    [Test]
    public async Task Over_the_API_a_photo_that_nobody_has_sent_is_named_with_all_else_that_is_wrong()
    {
        var reply = await Service.Act(tracking, "confirm", OrderDesk.Farmer, new { outcome = "Perhaps", photos = new[] { new string('0', 64) } });

        Assert.That((reply.Status, await Service.StateOf(tracking)), Is.EqualTo((HttpStatusCode.BadRequest, State.Reported)));
        Assert.That(reply.Fields, Is.EquivalentTo(new[] { "photos", "outcome" }));
    }

    private async Task<(string?, int)[]> Steps() =>
        [.. (await Service.Look(tracking)).Body.GetProperty("history").EnumerateArray().Select(step => (step.GetProperty("fact").GetString(), step.GetProperty("photos").GetArrayLength()))];
}
