using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Lectures;

[OnBothDatabases(TakesLong = true)]
public sealed class When_lectures_are_held : LedgerSpec
{
    private static readonly DateTimeOffset Ten = Service.Monday.AddHours(1);

    [Test]
    public async Task Attendance_is_the_number_of_people_reached()
    {
        var id = await Planned("k1");
        Service.Clock.Advance(TimeSpan.FromHours(3));
        var (status, body) = await Hold(id, 46);

        var entry = (await Entries()).Single();
        Assert.That((status, body.GetProperty("state").GetString()), Is.EqualTo((200, "Held")));
        Assert.That((entry.Kind, entry.Quantity, entry.People, entry.TownCode), Is.EqualTo((EntryKind.LectureHeld, 1, 46, Town)));
        Assert.That(await Total(EntryKind.LectureHeld, Dimension.Expert, Wang.ToString()), Is.EqualTo(1));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task Said_twice_it_counts_once()
    {
        var id = await Planned("k1");
        Service.Clock.Advance(TimeSpan.FromHours(3));
        await Hold(id, 46, Ten);
        var (same, _) = await Hold(id, 46, Ten);
        var (other, problem) = await Hold(id, 460, Ten);
        var news = new Contracts.LectureHeld { LectureId = id };
        var message = Guid.CreateVersion7();
        await Say(news, message);
        await Say(news, message);

        Assert.That((same, other, problem.GetProperty("code").GetString()), Is.EqualTo((200, 409, "AlreadyHeld")));
        Assert.That((await Entries()).Single().People, Is.EqualTo(46));
    }

    [Test]
    public async Task Said_twice_without_a_time_it_is_the_same()
    {
        var id = await Planned("k1");
        Service.Clock.Advance(TimeSpan.FromHours(3));
        var (_, first) = await Hold(id, 46);
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        var (again, second) = await Hold(id, 46);
        var (other, _) = await Hold(id, 47);

        Assert.That((again, other), Is.EqualTo((200, 409)));
        Assert.That(second.GetProperty("heldAt").GetDateTimeOffset(), Is.EqualTo(first.GetProperty("heldAt").GetDateTimeOffset()));
    }

    [Test]
    public async Task News_that_come_late_are_dated_when_it_was_held()
    {
        var id = await HeldUnheard();
        Service.Clock.Advance(TimeSpan.FromDays(40));
        await Say(new Contracts.LectureHeld { LectureId = id });

        var entry = (await Entries()).Single();
        Assert.That((entry.HappenedAt, entry.RecordedAt), Is.EqualTo((Ten, Service.Monday.AddDays(40))));
        Assert.That(await Total(EntryKind.LectureHeld), Is.EqualTo(1));
    }

    /// <summary>Seen red with a ledger that counted only what is newer than its last entry.</summary>
    [Test]
    public async Task News_out_of_turn_count_each_lecture_once_on_its_own_day()
    {
        var (earlier, later) = (await HeldUnheard(), await HeldUnheard("later", days: 1));
        await Say(new Contracts.LectureHeld { LectureId = later });
        await Say(new Contracts.LectureHeld { LectureId = earlier });
        await Say(new Contracts.LecturePlanned { LectureId = later });

        Assert.That((await Entries()).Select(entry => entry.HappenedAt), Is.EqualTo(new[] { Ten.AddDays(1), Ten }));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task Nobody_lectures_at_two_places_at_once()
    {
        await Planned("k1");
        var (overlapping, problem) = await Plan("k2", Ten.AddMinutes(89));
        var (after, _) = await Plan("k3", Ten.AddMinutes(90));
        var (elsewhere, _) = await Plan("k4", Ten, "E002");

        Assert.That((overlapping, problem.GetProperty("code").GetString()), Is.EqualTo((409, "LecturerElsewhere")));
        Assert.That((after, elsewhere), Is.EqualTo((201, 201)));
    }

    [Test]
    public async Task Planned_twice_under_one_key_it_is_one_lecture()
    {
        var (first, again) = (await Planned("k1"), await Planned("k1"));

        Assert.That(again, Is.EqualTo(first));
        Assert.That(await Service.Db(db => db.Set<Lecture>().CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Called_off_it_counts_nothing_and_frees_the_lecturer()
    {
        var id = await Planned("k1");
        var (status, _) = await Call(HttpMethod.Post, $"/lectures/{id}/call-off", new { reason = "专家生病" }, "Clerk:wang");
        Service.Clock.Advance(TimeSpan.FromHours(3));
        var (held, problem) = await Hold(id, 46);
        var (again, _) = await Plan("k2", Ten);

        Assert.That((status, held, problem.GetProperty("code").GetString(), again), Is.EqualTo((200, 409, "AlreadyCalledOff", 201)));
        Assert.That(await Entries(), Is.Empty);
    }

    [Test]
    public async Task It_is_not_held_before_it_starts_nor_in_the_future_nor_by_strangers()
    {
        var id = await Planned("k1");
        var early = await Hold(id, 46);
        Service.Clock.Advance(TimeSpan.FromHours(2));
        var future = await Hold(id, 46, Ten.AddHours(5));
        var stranger = await Hold(id, 46, Ten, $"Expert:{Li}");
        var lecturer = await Hold(id, 46, Ten, $"Expert:{Wang}");

        Assert.That(new[] { early, future, stranger }.Select(answer => answer.Body.GetProperty("code").GetString()), Is.EqualTo(new[] { "NotStartedYet", "InTheFuture", "NotYoursToSay" }));
        Assert.That(lecturer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task What_is_wrong_is_named_by_field()
    {
        var (status, problem) = await Call(HttpMethod.Post, "/lectures", new { skill = "Cooking", experts = new[] { "E001", "E999" }, station = "S999", startsAt = Ten.AddDays(-30), minutes = 5 }, "Clerk:wang");
        var (_, none) = await Hold(await Planned("k1"), 0);

        Assert.That(status, Is.EqualTo(400));
        Assert.That(Fields(problem), Is.EquivalentTo(new[] { "title", "skill", "experts[1]", "station", "whereabouts", "startsAt", "minutes" }));
        Assert.That(Fields(none), Is.EqualTo(new[] { "attendance" }));
    }

    [Test]
    public async Task Those_to_come_are_listed()
    {
        var (id, unknown) = (await Planned("k1"), Guid.CreateVersion7());
        var (_, list) = await Call(HttpMethod.Get, "/lectures", actor: "Farmer:13804780001");

        Assert.That(list.EnumerateArray().Select(lecture => lecture.GetProperty("id").GetGuid()), Is.EqualTo(new[] { id }));
        Assert.That(list[0].GetProperty("experts")[0].GetString(), Is.EqualTo("E001 王"));
        Assert.That((await Call(HttpMethod.Get, $"/lectures/{unknown}")).Status, Is.EqualTo(404));
        Assert.That((await Hold(unknown, 3)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task What_is_over_and_not_reported_is_listed_too()
    {
        var (yesterday, coming) = (await Planned("k1"), await HeldUnheard(days: 40));
        var past = await HeldUnheard("past", days: -1);
        Service.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That(await Listed(), Is.EqualTo(new[] { yesterday }));
        Assert.That(await Listed("?state=Held"), Is.EqualTo(new[] { past, coming }));
        Assert.That(await Listed("?from=2026-06-02T00:00:00Z"), Is.EqualTo(new[] { coming }));
        Service.Clock.Advance(TimeSpan.FromDays(30));
        Assert.That(await Listed(), Is.EqualTo(new[] { yesterday }), "still to be reported");
        Assert.That(await Listed("?state=Held"), Is.EqualTo(new[] { coming }), "of the last 30 days");
        Assert.That(await Listed("?state=Held&to=2026-06-15T00:00:00Z"), Is.EqualTo(new[] { past }), "of the 30 days before");
    }

    private async Task<Guid[]> Listed(string query = "") =>
        [.. (await Call(HttpMethod.Get, $"/lectures{query}")).Body.EnumerateArray().Select(lecture => lecture.GetProperty("id").GetGuid())];

    private async Task<Guid> HeldUnheard(string key = "k", int days = 0)
    {
        var starts = Ten.AddDays(days);
        var clerk = new Actor(Role.Clerk, "wang");
        var lecture = new Lecture { Id = LectureId.For(key), Title = "列当", Skill = Skill.PlantProtection, Station = Station, TownCode = Town, Whereabouts = "村委会", StartsAt = starts, Duration = TimeSpan.FromHours(1), PlannedAt = Service.Monday, PlannedBy = clerk }.By(Wang);
        Assert.That(lecture.Take(new Held(clerk, starts.AddHours(2), starts, 30)), Is.Null);
        await Service.Save(lecture);
        return lecture.Id.Value;
    }

    private async Task<Guid> Planned(string key)
    {
        var (status, body) = await Plan(key, Ten);
        Assert.That(status, Is.EqualTo(201), body.ToString());
        return body.GetProperty("id").GetGuid();
    }

    private Task<(int Status, JsonElement Body)> Plan(string key, DateTimeOffset startsAt, string expert = "E001") =>
        Call(HttpMethod.Post, "/lectures", new { title = "向日葵列当综合防治", skill = "PlantProtection", experts = new[] { expert }, station = "S001", whereabouts = "富强村党群服务中心", startsAt, minutes = 90 }, "Clerk:wang", key);

    private Task<(int Status, JsonElement Body)> Hold(Guid id, int attendance, DateTimeOffset? heldAt = null, string actor = "Clerk:wang") =>
        Call(HttpMethod.Post, $"/lectures/{id}/hold", new { attendance, heldAt }, actor);
}
