using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Clerk;

public sealed class When_a_clerk_files_for_somebody_on_the_phone : BoardSpec
{
    private static readonly (string, string?)[] Said = [("farmerPhone", "138 0478 0001"), ("farmerName", "李秀英"), ("village", "新华镇团结村"), ("difficulty", "葵花烂盘"), ("urgency", "Urgent")];

    /// <summary>In the clerk's own village.</summary>
    private static readonly (string, string?)[] Here = [("farmerPhone", "138 0478 0001"), ("farmerName", "李秀英"), ("village", "狼山镇富强村"), ("difficulty", "葵花烂盘"), ("urgency", "Normal")];

    [SetUp]
    public Task OpenTheForm() => Wang.Open("/board/new");

    [Test]
    public async Task It_is_written_down_as_the_clerks_word_for_the_farmer()
    {
        await Wang.Send(Said);

        var order = await Service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync());
        Assert.That((order.FarmerPhone, order.VillageCode, order.Urgency, order.Channel), Is.EqualTo(("13804780001", OtherVillage.Code, Urgency.Urgent, Channel.Phone)));
        Assert.That(Wang.Text, Does.Contain("已提交").And.Contain(order.Tracking.Value[..3]));
        Assert.That(await Service.Db(db => db.Set<Dispatch.Orders.HistoryRow>().Select(row => row.By).FirstAsync()), Is.EqualTo(new Actor(Role.Clerk, "王芳 (wang)")));
    }

    /// <summary>A second tap, before the first has come back. Seen red with a new name for every sending.</summary>
    [Test]
    public async Task Sent_twice_it_is_one_order()
    {
        var twin = Wang.Twin();
        await Wang.Send(Said);
        await twin.Send(Said);

        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task The_next_form_is_empty_and_another_order()
    {
        await Wang.Send(Said);
        Assert.That(Wang.ValueOf("farmerName"), Is.Null.Or.Empty);
        await Wang.Send(Said);

        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(2));
    }

    /// <summary>Seen red: it was taken for the first, and nobody heard of the second farmer.</summary>
    [Test]
    public async Task A_page_that_is_gone_back_to_and_filled_in_anew_is_another_order()
    {
        var before = Wang.Twin();
        await Wang.Send(Said);
        await before.Send([.. Said.Skip(1), ("farmerPhone", "13804780002")]);

        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task A_number_that_is_none_is_not_shown_as_filed()
    {
        await Wang.Open("/board/new?filed=ab");

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Wang.Text, Does.Not.Contain("已提交"));
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_its_field_and_the_rest_is_kept()
    {
        await Wang.Send(("farmerPhone", "12"), ("farmerName", "李秀英"), ("village", "没有这个村"), ("difficulty", "葵花烂盘"), ("urgency", "Normal"));

        Assert.That(Wang.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Wang.ErrorOf("farmerPhone"), Is.Not.Null);
        Assert.That(Wang.ErrorOf("village"), Does.Contain("没有这个村"));
        Assert.That(Wang.ValueOf("difficulty"), Is.EqualTo("葵花烂盘"));
        Assert.That(await Service.Db(db => db.Set<Order>().AnyAsync()), Is.False);
    }

    /// <summary>An ordinary order is filed without passing by what comes after its button.</summary>
    [Test]
    public void What_is_seldom_needed_is_closed_and_comes_last()
    {
        var form = Wang.Page.QuerySelector("main form")!;
        Assert.That(form.QuerySelectorAll("button, details").Select(part => part.LocalName).First(), Is.EqualTo("button"));
        Assert.That(form.QuerySelector("details")!.HasAttribute("open"), Is.False);
    }

    [Test]
    public async Task A_visit_is_planned_with_an_expert()
    {
        await Wang.Open("/board/new?expert=E2");
        Assert.That(Wang.Page.QuerySelector("details")!.HasAttribute("open"), Is.True);
        await Wang.Send([.. Here, ("plannedFor", "2026-06-05T09:30"), ("seats", "PlantProtection:2")]);
        await Service.Quiet();
        await Service.Match();

        var order = await Service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync());
        Assert.That((order.Mode, order.PlannedFor, order.Offers.Single().Expert), Is.EqualTo((Mode.Planned, (DateTimeOffset?)new DateTimeOffset(2026, 6, 5, 9, 30, 0, TimeSpan.FromHours(8)), Domain.Experts.ExpertId.For("E2"))));
    }

    [Test]
    public async Task A_team_is_ordered_seat_by_seat()
    {
        await Wang.Send([.. Here, ("seats", "PlantProtection:2"), ("seats", ""), ("seats", "SoilAndFertiliser:1")]);
        await Service.Quiet();

        var order = await Service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync());
        Assert.That((order.Mode, string.Join(' ', order.Seats.OrderBy(seat => seat.Number).Select(seat => seat.Needs[0]))), Is.EqualTo((Mode.Team, "PlantProtection:2 SoilAndFertiliser:1")));
    }

    [TestCase("plannedFor", "明天", "askedFor", "E1", "plannedFor", "不是日期或时间")]
    [TestCase("plannedFor", "2026-06-05T09:30", "askedFor", "", "askedFor", "专家")]
    [TestCase("plannedFor", "2025-06-05T09:30", "askedFor", "E1", "plannedFor", "不能早于现在")]
    [TestCase("plannedFor", "", "askedFor", "E9", "askedFor", "E9")]
    public async Task What_is_wrong_with_a_plan_is_said_beside_its_field_and_it_stays_open(string one, string first, string other, string second, string wrong, string says)
    {
        await Wang.Send([.. Here, (one, first), (other, second)]);

        Assert.That(Wang.ErrorOf(wrong), Does.Contain(says));
        Assert.That((Wang.ValueOf(one), Wang.Page.QuerySelector("details")!.HasAttribute("open")), Is.EqualTo((first, true)));
        Assert.That(await Service.Db(db => db.Set<Order>().AnyAsync()), Is.False);
    }

    [Test]
    public void The_stations_own_villages_come_first_in_the_list() =>
        Assert.That(Wang.Page.QuerySelector("#village-list option")!.GetAttribute("value"), Is.EqualTo("狼山镇富强村"));

    [Test]
    public async Task The_office_files_nothing()
    {
        var office = await Office();
        await office.Open("/board/new");

        Assert.That(office.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
