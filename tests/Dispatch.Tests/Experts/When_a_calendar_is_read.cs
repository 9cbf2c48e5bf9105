using System.Net;
using Dispatch.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Experts;

/// <summary>By a phone's own calendar, which has no account.</summary>
public sealed class When_a_calendar_is_read : ExpertSpec
{
    /// <summary>Seen red: the name was in the words.</summary>
    [Test]
    public async Task Visits_and_lectures_are_in_it_and_no_farmers_name_and_number()
    {
        var tracking = await Service.Offered(order => order with { Difficulty = "葵花烂盘，我是李秀英，电话13804780001", Whereabouts = "找李秀英家" });
        await Service.Accept(tracking, "E1", Service.Monday.AddDays(1)).Done();
        await Service.Post("/lectures", OrderDesk.Clerk, new { title = "向日葵列当防治", skill = "PlantProtection", experts = new[] { "E1" }, station = "S001", whereabouts = "村委会", startsAt = Service.Monday.AddDays(3), minutes = 90 });
        var (status, calendar) = await Read(await Make());

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(calendar, Does.StartWith("BEGIN:VCALENDAR").And.Contain("DTSTART:20260602T010000Z").And.Contain(tracking).And.Contain("富强村").And.Contain("葵花烂盘").And.Contain("向日葵列当防治").And.Contain("DTSTART:20260604T010000Z"));
        Assert.That(calendar, Does.Not.Contain("李秀英").And.Not.Contain("13804780001").And.Not.Contain("13904780001"));
    }

    /// <summary>Seen red with offers in it.</summary>
    [Test]
    public async Task An_offer_is_no_visit_yet_and_another_experts_visit_is_not_in_it()
    {
        var offered = await Service.Offered();
        var other = await Another();
        await other.Open("/expert/calendar");
        await other.Say("Make");
        var theirs = other.Page.QuerySelector("#address")!.GetAttribute("value")!;
        var own = await Make();
        Assert.That((await Read(own)).Said, Does.Not.Contain(offered));
        await Service.Accept(offered, "E1").Done();

        Assert.That(((await Read(own)).Said.Contains(offered, StringComparison.Ordinal), (await Read(theirs)).Said.Contains(offered, StringComparison.Ordinal)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_wrong_address_opens_nothing_and_neither_does_one_that_was_replaced_or_taken_back()
    {
        var first = await Make();
        Assert.That((await Read(first)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Read(first.Replace("/calendar/", "/calendar/x", StringComparison.Ordinal))).Status, Is.EqualTo(HttpStatusCode.NotFound));
        var second = await Make();
        Assert.That(((await Read(first)).Status, (await Read(second)).Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.OK)));
        await Liu.Say("TakeBack");

        Assert.That((await Read(second)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(Liu.Has("TakeBack"), Is.False);
    }

    /// <summary>Whoever found the phone has the address as well. Seen red when it outlived the account.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task It_is_gone_with_the_account_that_is_reset_or_closed(bool closed)
    {
        var address = await Make();
        await using var scope = Service.Services.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<AccountBook>();
        Assert.That(closed ? await book.Close("liu", default) : (await book.Reset("liu", default)).Trouble, Is.Null);

        Assert.That((await Read(address)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task It_is_shown_once_and_kept_nowhere()
    {
        var secret = (await Make()).Split('/')[^1].Replace(".ics", "", StringComparison.Ordinal);
        await Liu.Open("/expert/calendar");

        Assert.That(Liu.Page.DocumentElement.OuterHtml, Does.Not.Contain(secret));
        Assert.That((await Service.Db(db => db.Set<CalendarAddress>().SingleAsync())).Hash, Is.EqualTo(ApiKeys.HashOf(secret)));
    }

    private async Task<string> Make()
    {
        await Liu.Open("/expert/calendar");
        await Liu.Say("Make");
        return Liu.Page.QuerySelector("#address")!.GetAttribute("value")!;
    }

    private async Task<(HttpStatusCode Status, string Said)> Read(string address)
    {
        using var answer = await Service.Client(key: null).GetAsync(new Uri(address).PathAndQuery);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Replace("\r\n ", "", StringComparison.Ordinal));
    }
}
