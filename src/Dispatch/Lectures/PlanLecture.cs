using System.ComponentModel.DataAnnotations;
using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>A lecture that is to be held.</summary>
public sealed record LectureRequest
{
    /// <summary>What it is about; up to 200 characters.</summary>
    /// <example>向日葵列当综合防治</example>
    [Required]
    public string? Title { get; init; }

    /// <summary>The skill it belongs to.</summary>
    /// <example>PlantProtection</example>
    [Required]
    public string? Skill { get; init; }

    /// <summary>Codes of the experts who lecture; one to six.</summary>
    /// <example>["E001"]</example>
    [Required]
    public IReadOnlyList<string>? Experts { get; init; }

    /// <summary>Code of the station that holds it.</summary>
    /// <example>Z001</example>
    [Required]
    public string? Station { get; init; }

    /// <summary>Where, in words.</summary>
    /// <example>狼山镇富强村党群服务中心</example>
    [Required]
    public string? Whereabouts { get; init; }

    /// <summary>When it starts; at most seven days ago, for what is written down afterwards, and at most a year ahead.</summary>
    /// <example>2026-06-03T09:00:00+08:00</example>
    [Required]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>How long it takes, 10 to 720 minutes.</summary>
    /// <example>90</example>
    [Required]
    public int? Minutes { get; init; }
}

/// <summary>Plans a lecture. Its lecturers are bound from start to end; the database refuses a second lecture then.</summary>
public static class PlanLecture
{
    private const int MostLecturers = 6;
    private const int DaysBack = 7;
    private const int DaysAhead = 366;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures", Plan)
        .WithName("planLecture").WithTags("Lectures").WithSummary("A lecture is planned 安排讲座")
        .Produces<LectureView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Writes a planned lecture down once, with its news.</summary>
    public static async Task<(Lecture Lecture, LectureRefusal? Refusal)> Write(DispatchDb db, Lecture lecture, CancellationToken stop)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                return (await db.Transact(() => Once(db, lecture, stop), stop), null);
            }
            catch (DbUpdateException taken) when (Guards.Broken(taken) == Guard.OneLecture)
            {
                return (lecture, LectureRefusal.LecturerElsewhere);
            }
            catch (DbUpdateException twin) when (Guards.Broken(twin) == Guard.Unique && n == 0)
            {
                // The same request was quicker: find what it wrote.
            }
        }
    }

    private static async Task<Lecture> Once(DispatchDb db, Lecture lecture, CancellationToken stop)
    {
        if (await db.Set<Lecture>().FirstOrDefaultAsync(known => known.Id == lecture.Id, stop) is { } known) return known;
        db.Add(lecture);
        db.Publish(new LecturePlanned { LectureId = lecture.Id.Value }, lecture.PlannedAt);
        return lecture;
    }

    private static async Task<IResult> Plan(LectureRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var by = caller.Actor;
        var planned = await Read(Check.Body(request), LectureId.For(IdempotencyKey.Of(context, by)), by, db, clock.GetUtcNow(), stop);
        var (lecture, refusal) = await Write(db, planned, stop);
        return refusal is { } why ? Problems.Refused(context, why)
            : !IsSame(lecture, planned) ? Problems.KeyReused(context)
            : Results.Created($"/api/v1/lectures/{lecture.Id}", await LectureView.Of(db, lecture, stop));
    }

    private static bool IsSame(Lecture known, Lecture planned) =>
        (known.Title, known.Skill, known.Station, known.Whereabouts, known.StartsAt, known.Duration) == (planned.Title, planned.Skill, planned.Station, planned.Whereabouts, planned.StartsAt, planned.Duration)
        && known.Lecturers.Select(lecturer => lecturer.Expert).ToHashSet().SetEquals(planned.Lecturers.Select(lecturer => lecturer.Expert));

    /// <summary>The lecture that is asked for.</summary>
    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    /// <exception cref="NotAllowed">An expert plans another's.</exception>
    public static async Task<Lecture> Read(LectureRequest request, LectureId id, Actor by, DispatchDb db, DateTimeOffset now, CancellationToken stop)
    {
        var check = new Check();
        var title = check.Text("title", request.Title, 200);
        var skill = check.Skill("skill", request.Skill);
        var experts = await Experts(check, request.Experts ?? [], db, stop);
        var station = await check.Station("station", request.Station, db, stop);
        var whereabouts = check.Text("whereabouts", request.Whereabouts, 300);
        var startsAt = check.Time("startsAt", request.StartsAt, now, DaysBack, DaysAhead);
        var minutes = check.Within("minutes", request.Minutes, 10, 720);
        check.Done();
        if (experts.Any(expert => new Caller(by).IsAnother(expert))) throw new NotAllowed("LectureYourOwn");
        return new Lecture
        {
            Id = id,
            Title = title,
            Skill = skill,
            Station = station!.Id,
            TownCode = station.TownCode,
            Whereabouts = whereabouts,
            StartsAt = startsAt,
            Duration = TimeSpan.FromMinutes(minutes),
            PlannedAt = now,
            PlannedBy = by,
        }.By(experts);
    }

    private static async Task<IReadOnlyList<ExpertId>> Experts(Check check, IReadOnlyList<string> codes, DispatchDb db, CancellationToken stop)
    {
        if (codes.Count == 0) check.Fail("experts", "Required");
        if (codes.Count > MostLecturers) check.Fail("experts", "TooMany", MostLecturers);
        var found = new List<ExpertId>();
        for (var n = 0; n < Math.Min(codes.Count, MostLecturers); n++)
            if (await check.Expert($"experts[{n}]", codes[n], db, stop) is { } expert) found.Add(expert.Id);
        return found;
    }
}
