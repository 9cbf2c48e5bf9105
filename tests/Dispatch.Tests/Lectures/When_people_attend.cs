using System.Net;
using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Lectures;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Lectures;

/// <summary>Who came is on a list, once each, and the list is the number with which a lecture is held. As meant, twice, late and out of turn.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_people_attend : ServiceSpec
{
    private static readonly DateTimeOffset Ten = Service.Monday.AddHours(1);
    private Guid lecture;

    [SetUp]
    public async Task Plan()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));
        var planned = await Service.Post("/lectures", OrderDesk.Clerk, new { title = "列当防治", skill = "PlantProtection", experts = new[] { "E1" }, station = "S001", whereabouts = "村委会", startsAt = Ten, minutes = 90 });
        lecture = Guid.Parse(planned.Text("id")!);
        Service.Clock.Advance(TimeSpan.FromHours(1));
    }

    [Test]
    public async Task They_are_listed_and_are_the_people_reached()
    {
        await Attend("李秀英", "13804780001").Done();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Attend("张大爷").Done();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Attend("赵六", "13804780003", OrderDesk.Expert("E1")).Done();
        var held = await Hold().Done();
        await Service.Quiet();

        Assert.That((held.Text("attendance"), (await Service.Db(db => db.Set<Entry>().SingleAsync())).People), Is.EqualTo(("3", 3)));
        Assert.That((await List(OrderDesk.Clerk)).Body.EnumerateArray().Select(Named), Is.EqualTo(new[] { ("李秀英", "13804780001", "List"), ("张大爷", null, "List"), ("赵六", "13804780003", "List") }));
    }

    /// <summary>Seen red without the look whether they are on the list.</summary>
    [Test]
    public async Task The_same_phone_twice_is_one_and_so_is_the_same_request_without_one()
    {
        await Attend("李秀英", "13804780001").Done();
        await Attend("李秀", "+86 138 0478 0001").Done();
        await Say("张大爷", "1");
        await Say("张大爷", "1");
        await Say("张大爷", "2");

        Assert.That((await Came()).Select(one => one.Name), Is.EquivalentTo(new[] { "李秀英", "张大爷", "张大爷" }), "two people may have one name");
    }

    [Test]
    public async Task Twice_at_once_it_is_one_too()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Attend("李秀英", "13804780001")));

        Assert.That((replies.Select(reply => reply.Status).Distinct().Single(), (await Came()).Count), Is.EqualTo((HttpStatusCode.OK, 1)));
    }

    /// <summary>Seen red when what was said counted, whoever was listed.</summary>
    [TestCase(null, HttpStatusCode.OK)]
    [TestCase(1, HttpStatusCode.OK)]
    [TestCase(46, HttpStatusCode.BadRequest)]
    public async Task With_a_list_no_other_number_is_taken(int? said, HttpStatusCode status)
    {
        await Attend("李秀英", "13804780001").Done();
        var held = await Hold(said);

        Assert.That((held.Status, held.Fields.SingleOrDefault()), Is.EqualTo((status, status == HttpStatusCode.OK ? null : "attendance")));
    }

    [Test]
    public async Task Without_a_list_and_a_number_nobody_knows_how_many_came() =>
        Assert.That((await Hold()).Fields, Is.EqualTo(new[] { "attendance" }));

    [TestCase(29, "NotOpenYet")]
    [TestCase(30, null)]
    public async Task Nobody_comes_long_before_it_starts(int minutes, string? code)
    {
        var planned = await Service.Post("/lectures", OrderDesk.Clerk, new { title = "晚上的", skill = "Seed", experts = new[] { "E2" }, station = "S001", whereabouts = "村委会", startsAt = Ten.AddHours(1), minutes = 60 });
        lecture = Guid.Parse(planned.Text("id")!);
        Service.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.That((await Attend("李秀英", "13804780001")).Code, Is.EqualTo(code));
    }

    /// <summary>The paper list may be written down days later; after the lecture is settled nothing changes any more. Seen red without the look at where it stands.</summary>
    [TestCase("hold", "AlreadyHeld")]
    [TestCase("call-off", "AlreadyCalledOff")]
    public async Task Late_is_after_it_is_settled(string act, string code)
    {
        Service.Clock.Advance(TimeSpan.FromDays(3));
        var first = await Attend("李秀英", "13804780001").Done();
        await Service.Post($"/lectures/{lecture}/{act}", OrderDesk.Clerk, act == "hold" ? new { heldAt = Ten } : new { reason = "停电" }).Done();
        var came = await Attend("赵六", "13804780002");
        var struck = await Strike(first.Text("id")!);

        Assert.That((came.Code, struck.Code, (await Came()).Count), Is.EqualTo((code, code, 1)));
    }

    [Test]
    public async Task Who_did_not_come_is_struck_off_once_and_again()
    {
        var first = await Attend("李秀英", "13804780001").Done();
        var struck = await Strike(first.Text("id")!).Done();
        var again = await Strike(first.Text("id")!).Done();

        Assert.That((struck.Body.GetArrayLength(), again.Body.GetArrayLength()), Is.EqualTo((0, 0)));
        Assert.That((await Service.Post($"/lectures/{lecture}/strike", OrderDesk.Clerk, new { })).Fields, Is.EqualTo(new[] { "attendee" }));
    }

    /// <summary>Somebody signs in between the counting and the writing. Seen red when the refusal of the database was not tried again.</summary>
    [Test]
    public async Task Held_while_the_list_grows_it_is_held_with_all_of_them()
    {
        await Attend("李秀英", "13804780001").Done();
        var looked = 0;
        var (held, refusal) = await Service.Db(db => LectureAct.Take(db, new LectureId(lecture), async known =>
        {
            var listed = await db.Set<Attendee>().CountAsync();
            if (looked++ == 0) await Attend("赵六", "13804780002").Done();
            return new Held(new Actor(Role.Clerk, "王芳"), Service.Clock.GetUtcNow(), Ten, listed);
        }, default));

        Assert.That((held!.Attendance, refusal, looked), Is.EqualTo((2, (LectureRefusal?)null, 2)));
    }

    /// <summary>On PostgreSQL the same guard stands before two transactions: Persistence/When_two_write_at_once.</summary>
    [OnSqlite]
    [TestCase("INSERT INTO lecture_attendees SELECT 'x', \"Lecture\", \"Name\", NULL, \"How\", \"At\", \"By\" FROM lecture_attendees")]
    [TestCase("DELETE FROM lecture_attendees")]
    public async Task The_database_keeps_the_list_of_what_was_held(string sql)
    {
        await Attend("李秀英", "13804780001").Done();
        await Hold().Done();

        Assert.That(() => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql)), Throws.Exception.With.Message.Contains("lecture_attendees: too late"));
    }

    /// <summary>Seen red when every expert saw every lecture's.</summary>
    [Test]
    public async Task Who_they_are_is_for_the_stations_and_the_lecturers()
    {
        await Attend("李秀英", "13804780001").Done();
        var (lecturer, another, farmer, office) = (await List(OrderDesk.Expert("E1")), await List(OrderDesk.Expert("E2")), await List(OrderDesk.Farmer), await List("Office:office"));

        Assert.That((another.Status, farmer.Status, (await Attend("赵六", null, OrderDesk.Expert("E2"))).Code), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, "NotYoursToSay")));
        Assert.That(lecturer.Body.ToString(), Does.Contain("13804780001"));
        Assert.That(office.Body.ToString(), Does.Contain("List").And.Not.Contain("13804780001").And.Not.Contain("李秀英"));
    }

    [Test]
    public async Task What_is_wrong_is_named_by_field_and_what_there_is_not_is_not_found()
    {
        var wrong = await Attend(" ", "110");
        lecture = Guid.CreateVersion7();

        Assert.That(wrong.Fields, Is.EqualTo(new[] { "farmerName", "farmerPhone" }));
        Assert.That(((await Attend("李秀英")).Status, (await List(OrderDesk.Clerk)).Status, (await Strike($"{lecture}")).Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
    }

    [Test]
    public async Task A_code_is_the_lectures_own_until_another_is_made()
    {
        var id = new LectureId(lecture);
        var codes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Service.Db(db => AttendanceCodes.Of(db, id, default))));
        await Renew(codes[0]);
        var now = await Service.Db(db => AttendanceCodes.Of(db, id, default));
        await Renew(codes[0]);

        Assert.That((codes.Distinct().Count(), now != codes[0], now.Length), Is.EqualTo((1, true, 20)));
        Assert.That((await LectureOf(now), await LectureOf(codes[0])), Is.EqualTo(((LectureId?)id, (LectureId?)null)));
    }

    private Task<bool> Renew(string seen) => Service.Db(async db =>
    {
        await AttendanceCodes.Renew(db, new LectureId(lecture), seen, default);
        return true;
    });

    private Task<LectureId?> LectureOf(string code) => Service.Db(db => AttendanceCodes.LectureOf(db, code, default));

    private Task<Reply> Attend(string farmerName, string? farmerPhone = null, string by = OrderDesk.Clerk) => Service.Post($"/lectures/{lecture}/attend", by, new { farmerName, farmerPhone });

    /// <summary>The same as often as the key is the same, as a page says it.</summary>
    private async Task Say(string name, string key)
    {
        var (by, now) = (new Actor(Role.Clerk, "王芳"), Service.Clock.GetUtcNow());
        var came = new AttendRequest { FarmerName = name }.Listed(new LectureId(lecture), key, by, now);
        await Service.Db(db => AttendLecture.Take(db, came.Lecture, [came], known => known.WhyNotAttend(by, now), default));
    }

    private Task<Reply> Hold(int? attendance = null) => Service.Post($"/lectures/{lecture}/hold", OrderDesk.Clerk, new { attendance, heldAt = Ten });

    private Task<Reply> Strike(string attendee) => Service.Post($"/lectures/{lecture}/strike", OrderDesk.Clerk, new { attendee });

    private Task<Reply> List(string by) => Service.Send(HttpMethod.Get, $"/lectures/{lecture}/attendees", by);

    private Task<List<Attendee>> Came() => Service.Db(db => db.Set<Attendee>().AsNoTracking().ToListAsync());

    private static (string?, string?, string?) Named(JsonElement one) => (one.GetProperty("farmerName").GetString(), one.GetProperty("farmerPhone").GetString(), one.GetProperty("how").GetString());
}
