using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Web.Pages;

namespace Dispatch.Tests.Farmer;

/// <summary>An order is opened by its number together with the last four digits of its phone, and by nothing else.</summary>
public sealed class When_somebody_guesses : FarmerSpec
{
    private static string Unknown(int n = 0) => TrackingNumber.For(OrderId.For($"none {n}")).Value;

    [Test]
    public async Task A_wrong_number_and_wrong_digits_get_the_same_answer()
    {
        var tracking = await Service.Ordered();
        await Follow(Li, tracking, "9999");
        var digits = (Li.Status, Li.Text);
        await Follow(Li, Unknown());

        Assert.That((Li.Status, Li.Text), Is.EqualTo(digits));
        Assert.That(Li.ErrorOf("number"), Does.Contain("对不上"));
    }

    /// <summary>Seen red without giving tries up.</summary>
    [Test]
    public async Task After_so_many_tries_at_a_number_nobody_opens_it_for_an_hour()
    {
        var tracking = await Service.Ordered();
        for (var n = 0; n < Tries.OfNumber; n++) await Follow(Li, tracking, "9999");
        await Follow(Li, tracking);
        Assert.That((Li.Status, Li.Text.Contains("试得太多了", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.TooManyRequests, true)));

        Service.Clock.Advance(TimeSpan.FromHours(1));
        await Follow(Li, tracking);
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task After_so_many_tries_from_one_place_nothing_opens_from_there()
    {
        for (var n = 0; n < Tries.OfAddress; n++) await Follow(Li, Unknown(n));
        await Follow(Li, await Service.Ordered());

        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Who_is_right_may_look_as_often_as_they_like()
    {
        var tracking = await Service.Ordered();
        for (var n = 0; n <= Tries.OfNumber; n++) await Follow(Li, tracking);

        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Without_opening_it_one_is_asked_for_the_digits()
    {
        var tracking = await Service.Ordered();
        await Li.Open($"/follow/{tracking}");

        Assert.That((Li.Address.AbsolutePath, Li.ValueOf("number")), Is.EqualTo(("/follow", tracking)));
        Assert.That(Li.Text, Does.Not.Contain("葵花"));
    }

    /// <summary>Seen red with a cookie sealed for no order in particular.</summary>
    [Test]
    public async Task What_opens_one_order_opens_no_other()
    {
        var (mine, theirs) = (await Service.Ordered(), await Service.Ordered());
        await Follow(Li, mine);
        var cookie = Li.SetCookies.Single(cookie => cookie.StartsWith("order=", StringComparison.Ordinal)).Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/follow/{theirs}") { Headers = { { "Cookie", cookie } } };
        using var answer = await Service.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task It_is_open_for_two_hours_or_until_it_is_closed()
    {
        var (left, closed) = (await Service.Ordered(), await Service.Ordered());
        await Follow(Li, closed);
        await Li.Say("Close");
        await Li.Open($"/follow/{closed}");
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/follow"));

        await Follow(Li, left);
        Service.Clock.Advance(TimeSpan.FromHours(2));
        await Li.Open($"/follow/{left}");
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/follow"));
    }

    [Test]
    public async Task A_slip_in_the_number_is_told_at_once()
    {
        await Follow(Li, "12345678901", "12");

        Assert.That((Li.ErrorOf("number"), Li.ErrorOf("phone")), Is.EqualTo(("错误： “12345678901”不是有效的订单号（11 位数字，含校验位）。", "错误： 电话后四位应是 4 个数字。")));
    }
}
