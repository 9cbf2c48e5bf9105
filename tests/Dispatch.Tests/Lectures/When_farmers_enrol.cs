using System.Net;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Lectures;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Lectures;

/// <summary>As meant, twice, late and out of turn.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_farmers_enrol : ServiceSpec
{
    private static readonly DateTimeOffset Ten = Service.Monday.AddHours(1);
    private Guid lecture;

    [SetUp]
    public async Task Plan()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2"));
        var planned = await Service.Post("/lectures", OrderDesk.Clerk, new { title = "列当防治", skill = "PlantProtection", experts = new[] { "E1" }, station = "S001", whereabouts = "村委会", startsAt = Ten, minutes = 90 });
        lecture = Guid.Parse(planned.Text("id")!);
    }

    [Test]
    public async Task They_are_counted_and_not_named()
    {
        var enrolled = await Enrol("13804780001").Done();
        await Enrol("13804780002", by: OrderDesk.Clerk).Done();
        var shown = await Service.Send(HttpMethod.Get, $"/lectures/{lecture}", OrderDesk.Farmer);
        var listed = await Service.Send(HttpMethod.Get, "/lectures", OrderDesk.Farmer);

        Assert.That((enrolled.Text("enrolled"), shown.Text("enrolled"), listed.Body[0].GetProperty("enrolled").GetInt32()), Is.EqualTo(("1", "2", 2)));
        Assert.That(shown.Body.ToString() + listed.Body, Does.Not.Contain("1380478000").And.Not.Contain("李秀英"));
    }

    /// <summary>Seen red without the look whether the phone is known.</summary>
    [Test]
    public async Task The_same_phone_twice_is_one_enrolment()
    {
        await Enrol("13804780001").Done();
        await Enrol("+86 138 0478 0001", "李秀").Done();

        Assert.That((await Enrolments()).Select(enrolment => (enrolment.Phone, enrolment.Name)), Is.EqualTo(new[] { ("13804780001", "李秀英") }));
    }

    /// <summary>Seen red without that look.</summary>
    [Test]
    public async Task Twice_at_once_it_is_one_too()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Enrol("13804780001")));

        Assert.That(replies.Select(reply => reply.Status), Has.All.EqualTo(HttpStatusCode.OK));
        Assert.That(await Enrolments(), Has.Count.EqualTo(1));
    }

    /// <summary>Seen red without the look at the clock.</summary>
    [TestCase(59, null)]
    [TestCase(60, "AlreadyBegun")]
    public async Task Until_it_begins_they_can_and_then_no_more(int minutes, string? code)
    {
        Service.Clock.Advance(TimeSpan.FromMinutes(minutes));
        Assert.That((await Enrol("13804780001")).Code, Is.EqualTo(code));
    }

    /// <summary>Seen red without the look at where the lecture stands.</summary>
    [Test]
    public async Task Once_it_is_called_off_or_held_nobody_enrols_any_more()
    {
        await CallOff();
        var calledOff = await Enrol("13804780001");
        var over = new Lecture { Id = LectureId.For("over"), Title = "昨天的", Skill = Skill.Seed, Station = Langshan.Station.Id, TownCode = Langshan.Town.Code, Whereabouts = "村委会", StartsAt = Ten.AddDays(-1), Duration = TimeSpan.FromHours(1), PlannedAt = Ten.AddDays(-2), PlannedBy = new Actor(Role.Clerk, "王芳") };
        Assert.That(over.Take(new Held(over.PlannedBy, Ten, Ten.AddDays(-1), 30)), Is.Null);
        await Service.Save(over);
        lecture = over.Id.Value;
        var held = await Enrol("13804780001");

        Assert.That((calledOff.Status, calledOff.Code, held.Code), Is.EqualTo((HttpStatusCode.Conflict, "AlreadyCalledOff", "AlreadyHeld")));
        Assert.That(await Enrolments(), Is.Empty);
    }

    /// <summary>Seen red without the trigger, and when its refusal was not tried again.</summary>
    [Test]
    public async Task Called_off_between_the_look_and_the_word_it_takes_nobody()
    {
        var refusal = await Service.Db(async db =>
        {
            await db.Set<Lecture>().SingleAsync();
            await CallOff();
            return (await EnrolForLecture.Take(db, new EnrolRequest { FarmerName = "李秀英", FarmerPhone = "13804780001" }.Said(new LectureId(lecture), null, Service.Monday), default)).Refusal;
        });

        Assert.That((refusal, (await Enrolments()).Count), Is.EqualTo((LectureRefusal.AlreadyCalledOff, 0)));
    }

    [Test]
    public async Task What_is_wrong_is_named_by_field()
    {
        var nothing = await Service.Post($"/lectures/{lecture}/enrol", OrderDesk.Farmer, new { });
        var wrong = await Enrol("110", new string('李', 101));

        Assert.That((nothing.Status, wrong.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)));
        Assert.That(nothing.Fields.Concat(wrong.Fields), Is.EqualTo(new[] { "farmerName", "farmerPhone", "farmerName", "farmerPhone" }));
    }

    /// <summary>Seen red when every expert saw every lecture's.</summary>
    [Test]
    public async Task Who_they_are_is_for_the_stations_and_the_lecturers()
    {
        await Enrol("13804780001").Done();
        await Enrol("13804780002", "赵六", OrderDesk.Clerk).Done();
        var (clerk, lecturer, another, farmer) = (await List(OrderDesk.Clerk), await List(OrderDesk.Expert("E1")), await List(OrderDesk.Expert("E2")), await List(OrderDesk.Farmer));

        Assert.That((another.Status, another.Code, farmer.Status), Is.EqualTo((HttpStatusCode.Forbidden, "NotAllowed", HttpStatusCode.Forbidden)));
        Assert.That(lecturer.Body.ToString(), Is.EqualTo(clerk.Body.ToString()));
        Assert.That(
            clerk.Body.EnumerateArray().Select(one => (one.GetProperty("farmerName").GetString(), one.GetProperty("farmerPhone").GetString(), one.GetProperty("by").GetString())),
            Is.EqualTo(new[] { ("李秀英", "13804780001", "Farmer"), ("赵六", "13804780002", "Clerk") }));
        Assert.That((await List("Office:office")).Body.ToString(), Does.Contain("Clerk").And.Not.Contain("13804780001").And.Not.Contain("李秀英"), "who calls nobody needs no number");
    }

    [Test]
    public async Task For_a_lecture_that_there_is_not_nobody_enrols()
    {
        lecture = Guid.CreateVersion7();
        Assert.That(((await Enrol("13804780001")).Status, (await List(OrderDesk.Clerk)).Status), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
    }

    private Task<Reply> Enrol(string farmerPhone, string farmerName = "李秀英", string by = OrderDesk.Farmer) => Service.Post($"/lectures/{lecture}/enrol", by, new { farmerName, farmerPhone });

    private Task<Reply> CallOff() => Service.Post($"/lectures/{lecture}/call-off", OrderDesk.Clerk, new { reason = "专家生病" }).Done();

    private Task<Reply> List(string by) => Service.Send(HttpMethod.Get, $"/lectures/{lecture}/enrolments", by);

    private Task<List<Enrolment>> Enrolments() => Service.Db(db => db.Set<Enrolment>().AsNoTracking().ToListAsync());
}
