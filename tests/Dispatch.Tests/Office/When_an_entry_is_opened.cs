using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Pairings;
using Dispatch.Tests.Ledger;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;

namespace Dispatch.Tests.Office;

/// <summary>It shows what it stands on, be that an order, a lecture or a pairing visit; and nobody's phone.</summary>
[OnBothDatabases]
public sealed class When_an_entry_is_opened : LedgerSpec
{
    private static readonly Actor Clerk = new(Role.Clerk, "王芳");
    private Visitor office = null!;

    [SetUp]
    public async Task SignIn() => office = await Service.Office();

    [Test]
    public async Task An_orders_leads_to_the_order_and_one_that_was_taken_back_to_what_took_it_back()
    {
        var order = await Ordered("a", Solved(Wang));
        await Entries();
        await Ordered("a", Reopened);
        await Entries();
        await office.Open("/ledger/entries/1");
        Assert.That(office.Text, Does.Contain("兽医").And.Contain("被第 2 条冲销").And.Not.Contain("13804780001"));
        Assert.That(office.Page.QuerySelector($"#source ~ dl a[href='/board/{order.Tracking}']"), Is.Not.Null);
        await office.Open("/ledger/entries/2");

        Assert.That(office.Page.QuerySelector("dd a[href='/ledger/entries/1']")!.TextContent, Does.Contain("冲销第 1 条"));
    }

    [Test]
    public async Task A_lectures_says_what_was_held_where_and_before_how_many()
    {
        var lecture = new Lecture
        {
            Id = LectureId.For("wheat"),
            Title = "小麦一喷三防",
            Skill = Skill.Agronomy,
            Station = Station,
            TownCode = Town,
            Whereabouts = "村部会议室",
            StartsAt = Service.Monday.AddHours(-3),
            Duration = TimeSpan.FromHours(2),
            PlannedAt = Service.Monday.AddDays(-7),
            PlannedBy = Clerk,
        }.By(Li);
        Assert.That(lecture.Take(new Held(Clerk, Service.Monday, Service.Monday.AddHours(-1), 43, "来的人多")), Is.Null);
        await Service.Save(lecture);
        await Say(new Contracts.LectureHeld { LectureId = lecture.Id.Value });
        await office.Open("/ledger/entries?kind=LectureHeld");
        await office.Open(office.Page.QuerySelector("tbody a[href$='#source']")!.GetAttribute("href")!);

        Assert.That(office.Text, Does.Contain("小麦一喷三防").And.Contain("村部会议室").And.Contain("到场人数43").And.Contain("来的人多").And.Contain("专长农艺"));
        await office.Open(office.Page.QuerySelector("#source ~ dl a")!.GetAttribute("href")!);
        Assert.That((office.Status, office.Title), Is.EqualTo((HttpStatusCode.OK, "小麦一喷三防")));
    }

    [Test]
    public async Task A_pairing_visits_says_who_was_where_and_not_whose_phone_it_was()
    {
        var pairing = new Pairing { Id = PairingId.For("zhao"), Expert = Zhao, FarmerPhone = "13804780001", TownCode = Town, From = Service.Monday.AddDays(-30), To = Service.Monday.AddDays(30), PairedBy = Clerk };
        var (visit, _) = pairing.Visited(Clerk, Service.Monday.AddHours(-1), "看了羊圈，建议驱虫", Service.Monday, TimeZoneInfo.Utc);
        await Service.Save(pairing, visit!);
        await Say(new Contracts.PairingVisitHeld { PairingVisitId = visit!.Id.Value });
        await office.Open("/ledger/entries/1");

        Assert.That(office.Text, Does.Contain("赵 → 一位结对农户").And.Not.Contain("看了羊圈").And.Not.Contain("13804780001"));
        await office.Open(office.Page.QuerySelector("#source ~ dl a")!.GetAttribute("href")!);
        Assert.That((office.Status, office.Address.AbsolutePath, office.Text.Contains("13804780001", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, $"/board/pairings/{pairing.Id.Value}", false)));
    }

    [Test]
    public async Task One_that_there_is_not_is_no_page()
    {
        await office.Open("/ledger/entries/1");

        Assert.That(office.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
