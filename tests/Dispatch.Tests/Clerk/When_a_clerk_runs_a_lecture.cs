using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Notifying;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Clerk;

public sealed class When_a_clerk_runs_a_lecture : LectureSpec
{
    [Test]
    public async Task Who_came_is_ticked_or_added_and_their_number_goes_into_the_ledger()
    {
        Opens();
        await Wang.Open(Address);
        Assert.That(Wang.Text, Does.Contain("李秀英 13804780001").And.Contain("报名的人（2）"));
        Wang.Page.QuerySelector("#ticked-0")!.SetAttribute("checked", "");
        await Wang.Say("Tick");
        await Wang.Say("Add", ("farmerName", "张大爷"), ("farmerPhone", ""));
        Assert.That(Wang.Has("Hold"), Is.False, "it has not begun");
        Opens();
        await Wang.Open(Address);
        await Wang.Say("Hold", ("words", "问得最多的是抗列当品种"));
        await Service.Quiet();

        Assert.That(Wang.Text, Does.Contain("已举办 · 到场 2 人，6月1日 10:00").And.Contain("问得最多的是抗列当品种"));
        Assert.That((await Came()).Select(one => (one.Name, one.Phone, one.How)), Is.EqualTo(new[] { ("张大爷", (string?)null, CameBy.List), ("李秀英", "13804780001", CameBy.List) }));
        Assert.That((await Service.Db(db => db.Set<Domain.Ledger.Entry>().SingleAsync())).People, Is.EqualTo(2));
        Assert.That((Wang.Has("Hold"), Wang.Has("Add"), Wang.Has("Strike"), Wang.Has("CallOff")), Is.EqualTo((false, false, false, false)));
    }

    [Test]
    public async Task A_form_that_is_sent_twice_adds_one_and_holds_once()
    {
        Opens();
        Opens();
        await Wang.Open(Address);
        var twin = Wang.Twin();
        foreach (var one in new[] { Wang, twin }) await one.Say("Add", ("farmerName", "张大爷"), ("farmerPhone", ""));
        twin = Wang.Twin();
        foreach (var one in new[] { Wang, twin }) await one.Say("Hold", ("words", "好"));

        Assert.That((twin.Status, (await Came()).Count, (await Known()).Attendance), Is.EqualTo((HttpStatusCode.OK, 1, 1)));
    }

    /// <summary>Two clerks. Seen red when it was held with whatever was listed by then.</summary>
    [Test]
    public async Task Whoever_holds_it_with_a_list_that_has_changed_is_told()
    {
        Opens();
        Opens();
        await Wang.Open(Address);
        await Wang.Say("Add", ("farmerName", "张大爷"), ("farmerPhone", ""));
        var late = Wang.Twin();
        await Wang.Say("Add", ("farmerName", "王大妈"), ("farmerPhone", ""));
        await late.Say("Hold", ("words", "好"));

        Assert.That((late.Status, (await Known()).State), Is.EqualTo((HttpStatusCode.Conflict, LectureState.Planned)));
        Assert.That(late.ValueOf("words"), Is.EqualTo("好"));
        Assert.That(late.Text, Does.Contain("现在是 2 人"));
    }

    [Test]
    public async Task Called_off_its_expert_and_those_enrolled_are_told_and_who_comes_second_with_it_too()
    {
        await Wang.Open(Address);
        var (twin, other) = (Wang.Twin(), Wang.Twin());
        await Wang.Say("CallOff", ("reason", "大雨，路不通"));
        await twin.Say("CallOff", ("reason", "大雨，路不通"));
        await other.Say("CallOff", ("reason", "专家生病"));
        await Service.Quiet();

        Assert.That((twin.Status, other.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Conflict)));
        Assert.That(other.Text, Does.Contain("别人刚刚登记过").And.Contain("大雨，路不通"));
        Assert.That(await Service.Db(db => db.Set<Notice>().Where(notice => notice.Lecture == Broomrape).Select(notice => notice.Phone).OrderBy(phone => phone).ToListAsync()), Is.EqualTo(new[] { "13804780001", "13804780002", "13904780001" }));
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_it_and_what_was_typed_stays()
    {
        Opens();
        await Wang.Open(Address);
        await Wang.Say("CallOff", ("reason", " "));
        Assert.That((Wang.Status, Wang.ErrorOf("reason")), Is.EqualTo((HttpStatusCode.BadRequest, "错误： 必填。")));
        await Wang.Say("Add", ("farmerName", "张大爷"), ("farmerPhone", "110"));
        Assert.That((Wang.ErrorOf("farmerPhone") is not null, Wang.ValueOf("farmerName"), (await Came()).Count), Is.EqualTo((true, "张大爷", 0)));
        Opens();
        await Wang.Say("Add", ("farmerName", "张大爷"), ("farmerPhone", ""));
        await Wang.Say("Hold", ("heldAt", "昨天"));
        Assert.That((Wang.ErrorOf("heldAt") is not null, Wang.ValueOf("heldAt"), (await Known()).State), Is.EqualTo((true, "昨天", LectureState.Planned)));
        await Wang.Say("Hold", ("heldAt", "2026-06-01T09:30"));
        Assert.That((Wang.Status, (await Known()).State), Is.EqualTo((HttpStatusCode.Conflict, LectureState.Planned)), "not before it was to start");
    }

    [Test]
    public async Task The_list_says_what_is_to_come_and_what_is_still_to_be_settled()
    {
        await Service.Save(Planned(LectureId.For("later"), "羊的防疫", Ten.AddDays(2)), Planned(LectureId.For("other"), "别站的", Ten.AddHours(2), elsewhere: true));
        Service.Clock.Advance(TimeSpan.FromHours(4));
        await Wang.Open("/board/lectures");

        Assert.That(Wang.Page.QuerySelectorAll("#to-settle tbody a").Select(link => link.TextContent), Is.EqualTo(new[] { "列当防治" }));
        Assert.That(Wang.Page.QuerySelector("#to-settle tr.late")!.TextContent, Does.Contain("待登记").And.Contain("狼山镇驿站"));
        Assert.That(Wang.Page.QuerySelectorAll("#coming tbody a").Select(link => link.TextContent), Is.EqualTo(new[] { "羊的防疫" }));
        await Wang.Open(Address);
        await Wang.Say("CallOff", ("reason", "停电"));
        await Wang.Open("/board/lectures");
        Assert.That(Wang.Page.QuerySelector("#past")!.TextContent, Does.Contain("列当防治").And.Contain("已取消"));
        var desk = await Desk();
        await desk.Open("/board/lectures");
        Assert.That(desk.Text, Does.Contain("羊的防疫").And.Contain("别站的"));
    }

    [TestCase("专家E1")]
    [TestCase("E1、E2")]
    public async Task One_is_planned_with_lecturers_by_code_or_name(string experts)
    {
        await Wang.Open("/board/lectures/new");
        var twin = Wang.Twin();
        foreach (var one in new[] { Wang, twin })
            await one.Send(("title", "羊的防疫"), ("skill", "Veterinary"), ("experts", experts), ("whereabouts", "狼山镇富强村"), ("startsAt", "2026-06-03T09:00"));

        var planned = await Service.Db(db => db.Set<Lecture>().AsNoTracking().SingleAsync(lecture => lecture.Title == "羊的防疫"));
        Assert.That((twin.Address, Wang.Text.Contains("6月3日 09:00，90 分钟", StringComparison.Ordinal)), Is.EqualTo((Wang.Address, true)));
        Assert.That((planned.Station, planned.StartsAt, planned.Lecturers.Count, planned.PlannedBy), Is.EqualTo((Langshan.Station.Id, Ten.AddDays(2).AddHours(-1), experts.Split('、').Length, new Actor(Role.Clerk, "王芳 (wang)"))));
    }

    [Test]
    public async Task A_plan_with_slips_is_not_made_nor_one_whose_lecturer_is_elsewhere()
    {
        await Wang.Open("/board/lectures/new");
        await Wang.Send(("title", "羊的防疫"), ("skill", ""), ("experts", "E9"), ("whereabouts", "富强村"), ("startsAt", "2026-06-01T10:30"), ("minutes", "很久"));
        Assert.That((Wang.Status, Wang.ErrorOf("skill") is not null, Wang.ErrorOf("experts"), Wang.ErrorOf("minutes") is not null), Is.EqualTo((HttpStatusCode.BadRequest, true, "错误： 没有编号为“E9”的专家。", true)));
        await Wang.Send(("skill", "Seed"), ("experts", "E1"), ("startsAt", "2026年6月"), ("minutes", "60"));
        Assert.That((Wang.ErrorOf("startsAt"), Wang.ValueOf("startsAt")), Is.EqualTo(("错误： 不是日期或时间，应如 2026-06-03 09:00。", "2026年6月")));
        await Wang.Send(("startsAt", "2026-06-01T10:30"));
        Assert.That((Wang.Status, Wang.ValueOf("title"), await Service.Db(db => db.Set<Lecture>().CountAsync())), Is.EqualTo((HttpStatusCode.Conflict, "羊的防疫", 1)));
    }

    /// <summary>Seen red without the station in the question.</summary>
    [Test]
    public async Task Another_stations_lecture_can_be_neither_seen_nor_changed()
    {
        var other = await SignedIn(new Newcomer("other", "李强", Role.Clerk, Station: "S002"));
        foreach (var path in new[] { Address, $"{Address}/code" })
        {
            await other.Open(path);
            Assert.That((other.Status, other.Title), Is.EqualTo((HttpStatusCode.Forbidden, "这不归您管")));
        }
        await other.Open("/board/lectures/new");
        foreach (var button in new[] { "Tick", "Add", "Strike", "Hold", "CallOff" })
        {
            await other.Try(HttpMethod.Post, $"{Address}?handler={button}");
            Assert.That(other.Status, Is.EqualTo(HttpStatusCode.Forbidden), button);
            await other.Open("/board/lectures/new");
        }
        Assert.That((await Known()).State, Is.EqualTo(LectureState.Planned));
    }

    [Test]
    public async Task The_office_reads_numbers_and_a_lecturer_names()
    {
        Opens();
        await Wang.Open(Address);
        await Wang.Say("Add", ("farmerName", "张大爷"), ("farmerPhone", "13804780003"));
        var office = await Office();
        await office.Open(Address);
        var (lecturer, another) = (await SignedIn(new Newcomer("e1", "专家E1", Role.Expert, Expert: "E1")), await SignedIn(new Newcomer("e2", "专家E2", Role.Expert, Expert: "E2")));
        await lecturer.Open(Address);
        await another.Open(Address);

        Assert.That(office.Text, Does.Contain("报名的人（2）").And.Contain("到场 1 人").And.Not.Contain("1380478").And.Not.Contain("李秀英").And.Not.Contain("张大爷"));
        Assert.That((lecturer.Text.Contains("13804780003", StringComparison.Ordinal), lecturer.Has("Add"), another.Status), Is.EqualTo((true, true, HttpStatusCode.Forbidden)));
        await another.Open("/board/lectures");
        Assert.That(another.Text, Does.Not.Contain("列当防治"));
    }
}
