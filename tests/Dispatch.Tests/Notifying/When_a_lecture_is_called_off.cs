using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Notifying;

namespace Dispatch.Tests.Notifying;

public sealed class When_a_lecture_is_called_off : NotifyingSpec
{
    private static readonly Actor Clerk = new(Role.Clerk, "王芳");
    private static readonly DateTimeOffset Starts = At(3, 9);

    [TestCase(1)]
    [TestCase(2)]
    public async Task Everybody_who_is_enrolled_hears_why_and_need_not_come(int times)
    {
        await Town.Hear(await CalledOff(), times);

        var told = await Town.Told("LectureOff");
        Assert.That(told.Select(notice => notice.Phone), Is.EqualTo(new[] { "13804780001", "13804780002" }));
        Assert.That(told[0].Text, Is.EqualTo("6月3日09:00 的讲座《列当防治》取消了：大雨，路不通。请不用前往。"));
        Assert.That((told[0].DueAt, told[0].Deliveries.Single().State), Is.EqualTo((At(1, 9), DeliveryState.Pending)));
        await Town.Send();
        Assert.That((await Town.Told("LectureOff")).SelectMany(notice => notice.Deliveries).Select(delivery => delivery.State), Has.All.EqualTo(DeliveryState.Sent));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Who_was_to_hold_it_hears_it_too(int times)
    {
        await Town.Hear(await CalledOff(), times);

        var told = (await Town.Told("LecturerOff")).Single();
        Assert.That((told.Phone, told.Text), Is.EqualTo(("13947800001", "您 6月3日09:00 要讲的《列当防治》取消了：大雨，路不通。请不用前往。")));
        await Town.Send();
        Assert.That((await Town.Told("LecturerOff")).SelectMany(notice => notice.Deliveries).Select(delivery => delivery.State), Has.All.EqualTo(DeliveryState.Sent));
    }

    /// <summary>Seen red when only the message's id guarded it.</summary>
    [Test]
    public async Task Said_by_another_message_nobody_hears_it_again()
    {
        var news = await CalledOff();
        await Town.Hear(news);
        await Town.Hear(news);

        Assert.That(((await Town.Told("LectureOff")).Count, (await Town.Told("LecturerOff")).Count), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task At_night_nobody_is_woken()
    {
        var news = await CalledOff();
        Town.Service.Clock.SetUtcNow(At(2, 23));
        await Town.Hear(news);
        await Town.Send();

        var told = await Town.Told("LectureOff");
        Assert.That(told.Select(notice => notice.DueAt), Has.All.EqualTo(At(3, 6)));
        Assert.That(told.SelectMany(notice => notice.Deliveries).Select(delivery => delivery.State), Has.All.EqualTo(DeliveryState.Pending));
    }

    /// <summary>Seen red without the look at the clock.</summary>
    [Test]
    public async Task Late_when_it_would_be_over_nobody_is_called()
    {
        var news = await CalledOff();
        Town.Service.Clock.SetUtcNow(Starts.AddMinutes(90));
        await Town.Hear(news);

        Assert.That((await Town.Told("LectureOff")).Concat(await Town.Told("LecturerOff")), Is.Empty);
    }

    [Test]
    public async Task Sent_too_late_it_is_overtaken()
    {
        await Town.Hear(await CalledOff());
        await Town.Send(Starts.AddMinutes(91));

        Assert.That((await Town.Told("LectureOff")).SelectMany(notice => notice.Deliveries).Select(delivery => delivery.State), Has.All.EqualTo(DeliveryState.Overtaken));
    }

    /// <summary>Seen red without the look at where it stands.</summary>
    [Test]
    public async Task Out_of_turn_of_one_that_takes_place_nobody_hears_that_it_does_not()
    {
        await Town.Hear(await CalledOff(off: false));

        Assert.That((await Town.Told("LectureOff")).Concat(await Town.Told("LecturerOff")), Is.Empty);
    }

    private async Task<LectureCalledOff> CalledOff(bool off = true)
    {
        var id = LectureId.For("列当防治");
        var lecture = new Lecture { Id = id, Title = "列当防治", Skill = Skill.PlantProtection, Station = Notifying.Town.Station, TownCode = "150802100", Whereabouts = "村委会", StartsAt = Starts, Duration = TimeSpan.FromMinutes(90), PlannedAt = Town.Now, PlannedBy = Clerk }.By(Notifying.Town.Wang);
        await Town.Service.Save(lecture, Enrolled(id, "13804780001", "李秀英"), Enrolled(id, "13804780002", "赵六"));
        if (off) await Town.Service.Db(async db =>
        {
            Assert.That(db.Attach(lecture).Entity.Take(new CalledOff(Clerk, Town.Now, "大雨，路不通。")), Is.Null);
            return await db.SaveChangesAsync();
        });
        return new LectureCalledOff { LectureId = id.Value };
    }

    private Enrolment Enrolled(LectureId id, string phone, string name) => new() { Lecture = id, Phone = phone, Name = name, At = Town.Now, By = new Actor(Role.Farmer, phone) };
}
