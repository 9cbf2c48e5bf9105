using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;
using Dispatch.Privacy;
using Dispatch.Tests.Pages;
using Dispatch.Web.Farmer.Mine;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Farmer;

public sealed class When_a_farmer_signs_in : MineSpec
{
    [Test]
    public async Task All_orders_of_the_phone_are_there_in_plain_words_and_open_without_digits()
    {
        var first = await Service.Ordered();
        Service.Clock.Advance(TimeSpan.FromHours(1));
        var second = await Service.Ordered(order => order with { Difficulty = "葵花叶子发黄" });
        var theirs = await Service.Ordered(order => order with { FarmerPhone = OtherPhone });
        await SignIn(Li);
        Assert.That((Li.Address.AbsolutePath, Li.Title), Is.EqualTo(("/my", "我的订单")));
        Assert.That(Li.Page.QuerySelectorAll("a.door").Select(door => door.GetAttribute("href")), Is.EqualTo(new[] { $"/follow/{second}", $"/follow/{first}" }));
        Assert.That(Li.Page.QuerySelector("a.door")!.TextContent, Does.Contain("等专家答复").Or.Contain("专家").And.Contain("葵花叶子发黄").And.Contain(second));

        await Li.Open($"/follow/{first}");
        Assert.That((Li.Address.AbsolutePath, Li.Has("Close"), Li.Page.QuerySelector("main a[href='/my']") is not null), Is.EqualTo(($"/follow/{first}", false, true)));
        await Li.Say("Cancel", ("reason", "下雨了"));
        Assert.That(Li.Text, Does.Contain("下雨了"));
        await Li.Open($"/follow/{theirs}");
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/follow"));
    }

    /// <summary>Seen red: what was opened before stayed open, and the number came back with every look.</summary>
    [Test]
    public async Task Whoever_is_erased_is_signed_out()
    {
        var tracking = await Service.Ordered();
        await SignIn(Li);
        await Service.Post($"/orders/{tracking}/cancel", OrderDesk.Farmer, new { reason = "下雨了" }).Done();
        await Service.Quiet();
        await Service.Post("/persons/erase", "Desk:li", new { phone = Mobile.Phone, reason = "本人要求" }).Done();

        Assert.That(await IsOut(Li));
    }

    /// <summary>Whoever has the phone in hand is noted by its number, as everybody is who is shown a person's data.</summary>
    [Test]
    public async Task It_is_in_the_audit_log_whose_phone_looked()
    {
        var tracking = await Service.Ordered();
        await SignIn(Li);
        await Li.Open($"/follow/{tracking}");
        var seen = await Service.Db(db => db.Set<AuditRow>().OrderBy(row => row.Sequence).ToListAsync());

        Assert.That(seen.Select(row => (row.Role, row.Name, row.Act, row.Whose)), Is.EqualTo(new[] { (Role.Farmer, Mobile.Phone, "listOrders", (string?)null), (Role.Farmer, Mobile.Phone, "trackOrder", tracking) }));
    }

    [TestCase("zh-CN", "这个手机号还没有报过问题。")]
    [TestCase("en", "Nothing has been reported from this number yet.")]
    public async Task A_phone_that_only_enrolled_has_its_lectures(string language, string nothing)
    {
        var who = new Visitor(Service, language);
        await Service.Save(Lecture());
        await who.Open($"/lectures/{LectureId.For("列当防治")}");
        await who.Send(("farmerName", "李秀英"), ("farmerPhone", "138 0478 0001"));
        await SignIn(who, "+86 138-0478-0001");

        Assert.That(who.Text, Does.Contain(nothing).And.Contain("列当防治"));
    }

    [Test]
    public async Task Name_and_phone_are_filled_in_and_can_be_changed()
    {
        await Service.Save(Lecture());
        await Service.Ordered();
        await SignIn(Li);
        await Li.Open($"/lectures/{LectureId.For("列当防治")}");
        Assert.That((Li.ValueOf("farmerName"), Li.ValueOf("farmerPhone")), Is.EqualTo(("李秀英", Mobile.Phone)));

        await Li.Open("/report");
        await Li.Send(("difficulty", "葵花得了菌核病，烂盘"));
        await Li.Send(("town", Langshan.Town.Code));
        await Li.Send(("village", Langshan.Village.Code));
        Assert.That((Li.ValueOf("farmerName"), Li.ValueOf("farmerPhone")), Is.EqualTo(("李秀英", Mobile.Phone)));
        await Li.Send(("farmerName", "李小英"));
        await Li.Open(Li.Address.AbsolutePath.Replace("/send", "/who", StringComparison.Ordinal));
        Assert.That(Li.ValueOf("farmerName"), Is.EqualTo("李小英"));
    }

    [Test]
    public async Task The_phone_is_remembered_for_thirty_days()
    {
        await Service.Ordered();
        await SignIn(Li);
        Service.Clock.Advance(FarmersDoor.Life - Moment);
        Assert.That(await IsOut(Li), Is.False);

        Service.Clock.Advance(Moment);
        Assert.That(await IsOut(Li));
    }

    [Test]
    public async Task Who_signs_out_is_out_here_and_with_their_orders()
    {
        var tracking = await Service.Ordered();
        await SignIn(Li);
        await Li.Say("Out");
        Assert.That((Li.Address.AbsolutePath, await IsOut(Li)), Is.EqualTo(("/", true)));

        await Li.Open($"/follow/{tracking}");
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo("/follow"));
    }

    /// <summary>Seen red without asking whether it was closed meanwhile.</summary>
    [Test]
    public async Task A_phone_that_is_lost_is_signed_out_from_another_one()
    {
        await Service.Ordered();
        var lost = new Visitor(Service);
        await SignIn(lost);
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        await SignIn(Li);
        await Li.Say("Everywhere");
        Assert.That((await IsOut(lost), await IsOut(Li)), Is.EqualTo((true, true)));

        Service.Clock.Advance(Moment);
        await SignIn(Li);
        Assert.That((await IsOut(lost), await IsOut(Li)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task The_cookie_opens_neither_the_API_nor_a_page_of_the_staff()
    {
        await Service.Ordered();
        await SignIn(Li);
        var cookie = Li.SetCookies.Single(cookie => cookie.StartsWith("farmer=", StringComparison.Ordinal)).Split(';')[0];
        using var browser = Service.Client(key: null);
        foreach (var (path, status) in new[] { ("/api/v1/orders", HttpStatusCode.Unauthorized), ("/board", HttpStatusCode.Redirect), ("/account", HttpStatusCode.Redirect) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", cookie }, { "Dispatch-Actor", $"Farmer:{Mobile.Phone}" } } };
            using var answer = await browser.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(status), path);
        }
    }

    [Test]
    public async Task No_script_reads_it_and_over_https_it_stays_there()
    {
        await Service.Ordered();
        var who = new Visitor(Service, at: "https://localhost/");
        await SignIn(who);

        Assert.That(who.SetCookies.Single(cookie => cookie.StartsWith("farmer=", StringComparison.Ordinal)).ToLowerInvariant(), Does.Contain("httponly").And.Contain("secure").And.Contain("samesite=lax").And.Contain("max-age=2592000").And.Not.Contain(Mobile.Phone));
    }

    private static Lecture Lecture() => new Lecture
    {
        Id = LectureId.For("列当防治"),
        Title = "列当防治",
        Skill = Skill.PlantProtection,
        Station = StationId.For("S001"),
        TownCode = Langshan.Town.Code,
        Whereabouts = "党群服务中心",
        StartsAt = Service.Monday.AddHours(26),
        Duration = TimeSpan.FromMinutes(90),
        PlannedAt = Service.Monday,
        PlannedBy = new Actor(Role.Clerk, "王芳"),
    }.By(ExpertId.For("E1"));
}
