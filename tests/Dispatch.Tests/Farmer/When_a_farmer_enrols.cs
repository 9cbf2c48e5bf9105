using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;
using Dispatch.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Farmer;

public sealed class When_a_farmer_enrols : FarmerSpec
{
    private static readonly LectureId Broomrape = LectureId.For("列当防治");

    [SetUp]
    public Task Plan() => Service.Save(new Lecture
    {
        Id = Broomrape,
        Title = "列当防治",
        Skill = Skill.PlantProtection,
        Station = StationId.For("S001"),
        TownCode = Langshan.Town.Code,
        Whereabouts = "党群服务中心",
        StartsAt = Service.Monday.AddHours(2),
        Duration = TimeSpan.FromMinutes(90),
        PlannedAt = Service.Monday,
        PlannedBy = new Actor(Role.Clerk, "王芳"),
    }.By(Domain.Experts.ExpertId.For("E1")));

    [TestCase("zh-CN", "报上名了", "6月1日 11:00")]
    [TestCase("en", "You are enrolled", "Mon 1 June, 11:00")]
    public async Task They_are_told_when_and_where_to_be(string language, string enrolled, string when)
    {
        var who = new Visitor(Service, language);
        await who.Open("/lectures");
        await who.Open(who.Page.QuerySelector(".cards a.button")!.GetAttribute("href")!);
        await who.Send(("farmerName", "李秀英"), ("farmerPhone", "138 0478 0001"));

        Assert.That((who.Title, who.Address.AbsolutePath), Is.EqualTo((enrolled, $"/lectures/{Broomrape}/enrolled")));
        Assert.That(who.Text, Does.Contain("列当防治").And.Contain(when).And.Contain("党群服务中心"));
        var enrolment = (await Enrolments()).Single();
        Assert.That((enrolment.Phone, enrolment.Name, enrolment.By), Is.EqualTo(("13804780001", "李秀英", new Actor(Role.Farmer, "13804780001"))));
    }

    [Test]
    public async Task Who_taps_twice_is_enrolled_once()
    {
        await Li.Open(Address());
        var twin = Li.Twin();
        foreach (var one in new[] { Li, twin }) await one.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));

        Assert.That((Li.Title, twin.Title, (await Enrolments()).Count), Is.EqualTo(("报上名了", "报上名了", 1)));
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_it_and_what_was_typed_stays()
    {
        await Li.Open(Address());
        Assert.That((Li.ValueOf("farmerName"), Li.ValueOf("farmerPhone")), Is.EqualTo(("", "")));
        await Li.Send(("farmerName", "李秀英"), ("farmerPhone", "110"));

        Assert.That((Li.Status, Li.ErrorOf("farmerName"), Li.ValueOf("farmerName"), Li.ValueOf("farmerPhone")), Is.EqualTo((HttpStatusCode.BadRequest, (string?)null, "李秀英", "110")));
        Assert.That(Li.ErrorOf("farmerPhone"), Does.Contain("不是有效的电话号码"));
        Assert.That(await Enrolments(), Is.Empty);
    }

    /// <summary>Seen red with a link for every lecture that is shown.</summary>
    [Test]
    public async Task Once_it_has_begun_no_page_offers_it()
    {
        await Li.Open(Address());
        Service.Clock.Advance(TimeSpan.FromHours(2));
        await Li.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        Assert.That((Li.Status, Li.Page.QuerySelector(".summary h2")?.TextContent), Is.EqualTo((HttpStatusCode.Conflict, "讲座已经开始，不能再报名。")));

        await Li.Open(Address());
        Assert.That(Li.Page.QuerySelector("main form"), Is.Null);
        await Li.Open("/lectures");
        Assert.That((Li.Page.QuerySelectorAll(".cards h2").Length, Li.Page.QuerySelectorAll(".cards a.button").Length), Is.EqualTo((1, 0)));
    }

    /// <summary>Seen red: they were led to a page for enrolling.</summary>
    [TestCase("zh-CN", "这场讲座取消了，请不用前往", "原因：大雨，路不通")]
    [TestCase("en", "This lecture is called off. Please do not come", "Why: 大雨，路不通")]
    public async Task Who_is_enrolled_reads_plainly_that_it_is_called_off(string language, string off, string why)
    {
        var who = new Visitor(Service, language);
        await who.Open(Address());
        await who.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        await Service.Post($"{Address()}/call-off", OrderDesk.Clerk, new { reason = "大雨，路不通" }).Done();

        await who.Open($"{Address()}/enrolled");
        Assert.That((who.Address.AbsolutePath, who.Page.QuerySelector(".summary h2")?.TextContent), Is.EqualTo(($"{Address()}/enrolled", off)));
        Assert.That(who.Text, Does.Contain(why).And.Contain("列当防治"));
        await who.Open(Address());
        Assert.That((who.Page.QuerySelector(".summary h2")?.TextContent, who.Page.QuerySelector("main form")), Is.EqualTo((off, (object?)null)));
    }

    [Test]
    public async Task Who_is_not_enrolled_is_not_told_so()
    {
        await Li.Open($"{Address()}/enrolled");
        Assert.That(Li.Address.AbsolutePath, Is.EqualTo(Address()));
        await Li.Open($"/lectures/{Guid.CreateVersion7()}");
        Assert.That(Li.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static string Address() => $"/lectures/{Broomrape}";

    private Task<List<Enrolment>> Enrolments() => Service.Db(db => db.Set<Enrolment>().AsNoTracking().ToListAsync());
}
