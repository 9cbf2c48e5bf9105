using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>A lecture, as shown. Experts and station by code and name; of those enrolled only how many they are.</summary>
public sealed record LectureView(
    Guid Id, string Title, Skill Skill, LectureState State, IReadOnlyList<string> Experts, string Station, string Whereabouts,
    DateTimeOffset StartsAt, int Minutes, int Enrolled, int? Attendance, DateTimeOffset? HeldAt, string? Words)
{
    internal static async Task<LectureView> Of(DispatchDb db, Lecture lecture, CancellationToken stop) => (await Of(db, [lecture], stop))[0];

    internal static async Task<IReadOnlyList<LectureView>> Of(DispatchDb db, IReadOnlyList<Lecture> lectures, CancellationToken stop)
    {
        var experts = lectures.SelectMany(lecture => lecture.Lecturers).Select(lecturer => lecturer.Expert).Distinct().ToList();
        var names = await db.Set<Expert>().Where(expert => experts.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, expert => $"{expert.Code} {expert.Name}", stop);
        var stations = lectures.Select(lecture => lecture.Station).Distinct().ToList();
        var places = await db.Set<Station>().Where(station => stations.Contains(station.Id)).ToDictionaryAsync(station => station.Id, station => $"{station.Code} {station.Name}", stop);
        var shown = lectures.Select(lecture => lecture.Id).ToList();
        var enrolled = await db.Set<Enrolment>().Where(enrolment => shown.Contains(enrolment.Lecture)).GroupBy(enrolment => enrolment.Lecture).ToDictionaryAsync(enrolments => enrolments.Key, enrolments => enrolments.Count(), stop);
        return [.. lectures.Select(lecture => new LectureView(
            lecture.Id.Value, lecture.Title, lecture.Skill, lecture.State,
            [.. lecture.Lecturers.Select(lecturer => names.GetValueOrDefault(lecturer.Expert, lecturer.Expert.ToString()))],
            places.GetValueOrDefault(lecture.Station, lecture.Station.ToString()), lecture.Whereabouts,
            lecture.StartsAt, (int)lecture.Duration.TotalMinutes, enrolled.GetValueOrDefault(lecture.Id), lecture.State == LectureState.Held ? lecture.Attendance : null, lecture.HeldAt, lecture.Words))];
    }
}

/// <summary>Which lectures there are: by default all that are planned, also those that are over and have not been reported.</summary>
public static class ListLectures
{
    private const int Most = 200;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/lectures", List).WithName("listLectures").WithTags("Lectures").WithSummary("Lectures to come and to be reported, or those of a time 讲座")
            .WithDescription("Without from and state: all that are planned, also those of the past, which are still to be reported as held or called off. "
                + "Without from, but with state=Held or CalledOff: those that started in the 30 days before now, or before to where that is earlier, or later. At most 200, by their start.")
            .Produces<IReadOnlyList<LectureView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/lectures/{id:guid}", One).WithName("showLecture").WithTags("Lectures").WithSummary("One lecture")
            .Produces<LectureView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(Timestamp? from, Timestamp? to, string? state, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var check = new Check();
        var wanted = check.Word<LectureState>("state", state) ?? (from is null ? LectureState.Planned : null);
        if (to?.Time < from?.Time) check.Fail("to", "EndsBeforeItStarts");
        check.Done();
        var end = to?.Time ?? DateTimeOffset.MaxValue;
        var start = from?.Time ?? (wanted == LectureState.Planned ? DateTimeOffset.MinValue : Earlier(clock.GetUtcNow(), end) - Lately);
        var lectures = await db.Set<Lecture>().AsNoTracking()
            .Where(lecture => lecture.StartsAt >= start && lecture.StartsAt < end && (wanted == null || lecture.State == wanted))
            .OrderBy(lecture => lecture.StartsAt).ThenBy(lecture => lecture.Id).Take(Most).ToListAsync(stop);
        return Results.Ok(await LectureView.Of(db, lectures, stop));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static async Task<IResult> One(Guid id, HttpContext context, DispatchDb db, CancellationToken stop)
    {
        var wanted = new LectureId(id);
        return await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == wanted, stop) is { } lecture
            ? Results.Ok(await LectureView.Of(db, lecture, stop))
            : Problems.NotFound(context);
    }
}
