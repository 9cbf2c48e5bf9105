using System.Net;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Clerk;

/// <summary>E1 belongs to the clerk's station, E2 to none, and E3 is too far away to come.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_a_clerk_looks_at_experts : BoardSpec
{
    [SetUp]
    public async Task Belong()
    {
        await Service.Save(Langshan.Expert("E3", km: 90));
        await Service.Change("E1", expert => expert.Station = StationId.For("S001"));
    }

    [Test]
    public async Task The_stations_own_come_first_then_who_goes_that_far_with_load_and_duty()
    {
        await Service.Taken("E1");
        await Service.Leave("E2", TimeSpan.FromDays(2));
        await Wang.Open("/experts");

        var rows = Wang.Page.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.That(rows, Has.Count.EqualTo(2));
        Assert.That(rows[0], Does.Contain("E1 专家E1").And.Contain("1 / 3").And.Contain("在岗，到 6月1日 20:00"));
        Assert.That(rows[1], Does.Contain("E2").And.Contain("20 公里").And.Contain("请假，到 6月3日 09:00"));
    }

    [Test]
    public async Task The_desk_has_all_of_the_district()
    {
        var desk = await Desk();
        await desk.Open("/experts");

        Assert.That(desk.Page.QuerySelectorAll("tbody tr"), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task What_an_expert_holds_leads_to_the_clerks_own_orders_and_to_no_others()
    {
        var own = await Service.Taken("E1");
        var other = await Service.Ordered(order => order with { Town = "新华镇", Village = "团结村" });
        await Service.Assign(other, "E1").Done();
        await Wang.Open("/experts/E1");

        Assert.That(Wang.Page.QuerySelectorAll("a[href^='/board/']").Select(link => link.GetAttribute("href")), Does.Contain($"/board/{own}").And.Not.Contain($"/board/{other}"));
        Assert.That(Wang.Text, Does.Contain("别的驿站的订单"));
    }

    [Test]
    public async Task Hours_are_set_as_the_API_sets_them()
    {
        await Wang.Open("/experts/E1");
        await Wang.Say("Hours", ("hours", "周一至周五 08:00-12:00"));

        Assert.That((Wang.Status, (await E1()).Hours), Is.EqualTo((HttpStatusCode.OK, WeeklyHours.Parse("Mon-Fri 08:00-12:00"))));
        await Wang.Say("Hours", ("hours", "有空就来"));
        Assert.That(Wang.ErrorOf("hours"), Does.Contain("有空就来"));
        Assert.That(Wang.ValueOf("hours"), Is.EqualTo("有空就来"));
    }

    /// <summary>Seen red without what the page had shown.</summary>
    [Test]
    public async Task What_somebody_else_has_changed_meanwhile_is_not_overwritten()
    {
        await Wang.Open("/experts/E1");
        var (late, same) = (Wang.Twin(), Wang.Twin());
        await Wang.Say("Hours", ("hours", "Mon-Fri 08:00-12:00"));
        await same.Say("Hours", ("hours", "Mon-Fri 08:00-12:00"));
        await late.Say("Hours", ("hours", "Sat 08:00-12:00"));

        Assert.That((same.Status, late.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Conflict)));
        Assert.That(late.Text, Does.Contain("别人刚刚改成了“Mon-Fri 08:00-12:00”"));
        Assert.That((await E1()).Hours, Is.EqualTo(WeeklyHours.Parse("Mon-Fri 08:00-12:00")));
    }

    [Test]
    public async Task Fewer_than_are_held_can_not_be_the_most()
    {
        await Service.Taken("E1");
        await Service.Taken("E1", order => order with { FarmerPhone = "13804780002" });
        await Wang.Open("/experts/E1");
        await Wang.Say("Capacity", ("capacity", "1"));
        Assert.That((Wang.Status, (await E1()).Capacity), Is.EqualTo((HttpStatusCode.Conflict, 3)));
        Assert.That(Wang.ErrorOf("capacity"), Does.Contain("2 单"));
        await Wang.Say("Capacity", ("capacity", "五"));
        Assert.That(Wang.ErrorOf("capacity"), Is.Not.Null);
        await Wang.Say("Capacity", ("capacity", "5"));
        Assert.That((await E1()).Capacity, Is.EqualTo(5));
    }

    [Test]
    public async Task Leave_is_noted_and_ended_and_twice_does_no_harm()
    {
        await Wang.Open("/experts/E1");
        await Wang.Say("Leave", ("leaveFrom", "2026-06-08T08:00"), ("leaveTo", "2026-06-07T08:00"), ("reason", "培训"));
        Assert.That(Wang.ErrorOf("leaveTo"), Does.Contain("晚于开始"));
        await Wang.Say("Leave", ("leaveFrom", "2026-06-08T08:00"), ("leaveTo", "2026-06-12T18:00"), ("reason", "培训"));
        Assert.That((await E1()).Leaves.Single(), Is.EqualTo(new Leave(At(8, 8), At(12, 18), "培训")));
        Assert.That(Wang.Text, Does.Contain("6月8日 08:00 至 6月12日 18:00：培训"));

        var twin = Wang.Twin();
        await Wang.Say("EndLeave");
        await twin.Say("EndLeave");
        Assert.That((twin.Status, (await E1()).Leaves), Is.EqualTo((HttpStatusCode.OK, Array.Empty<Leave>())));
    }

    /// <summary>Seen red when the button did not ask whose the expert is.</summary>
    [Test]
    public async Task Who_is_of_another_station_or_of_none_is_read_and_not_changed()
    {
        await Wang.Open("/experts/E2");
        Assert.That(Wang.Page.QuerySelectorAll("main form"), Is.Empty);
        await Wang.Open("/experts/E1");
        foreach (var form in Wang.Page.QuerySelectorAll("form[action]")) form.SetAttribute("action", form.GetAttribute("action")!.Replace("E1", "E2", StringComparison.Ordinal));
        await Wang.Say("Capacity", ("capacity", "9"));

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await Service.Db(db => db.Set<Expert>().Where(expert => expert.Code == "E2").Select(expert => expert.Capacity).SingleAsync()), Is.EqualTo(3));
    }

    [Test]
    public async Task The_office_sees_no_number_to_call()
    {
        var office = await Office();
        await office.Open("/experts/E1");

        Assert.That((office.Status, office.Text.Contains("13904780001", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, false)));
    }

    [TestCase("/experts/E9")]
    public async Task One_that_there_is_not_is_no_page(string path)
    {
        await Wang.Open(path);

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static DateTimeOffset At(int day, int hour) => new(2026, 6, day, hour, 0, 0, TimeSpan.FromHours(8));

    private Task<Expert> E1() => Service.Db(db => db.Set<Expert>().AsNoTracking().SingleAsync(expert => expert.Code == "E1"));
}
