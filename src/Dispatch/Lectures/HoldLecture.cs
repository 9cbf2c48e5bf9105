using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>The lecture took place.</summary>
public sealed record HoldRequest
{
    /// <summary>When; now, unless it is written down afterwards. Not before the planned start. Left out when it is said again, it stays.</summary>
    /// <example>2026-06-03T09:00:00+08:00</example>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>How many people came, 1 to 10,000. Where there is a list of them it is the list's number, and may be left out.</summary>
    /// <example>46</example>
    public int? Attendance { get; init; }

    /// <summary>What is to be said of it.</summary>
    /// <example>农户问得最多的是抗列当品种</example>
    public string? Words { get; init; }

    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    internal HoldRequest Checked()
    {
        var check = new Check();
        if (Attendance is not null) check.Within("attendance", Attendance, 1, HoldLecture.Most);
        var words = check.Optional("words", Words, 1000);
        check.Done();
        return this with { Words = words };
    }

    /// <summary>The fact, with as many people as are on the list; as many as are said only where there is none.</summary>
    /// <param name="listed">How many that are.</param>
    /// <param name="lecture">Which lecture.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">When.</param>
    /// <exception cref="BadInput">It is another number, or none.</exception>
    internal Held Said(int listed, Lecture lecture, Actor by, DateTimeOffset now)
    {
        var check = new Check();
        if (listed > 0 && Attendance is { } said && said != listed) check.Fail("attendance", "NotAsListed", listed);
        if (listed == 0 && Attendance is null) check.Fail("attendance", "Required");
        check.Done();
        return new Held(by, now, HeldAt ?? lecture.HeldAt ?? now, Attendance ?? listed, Words);
    }
}

/// <summary>A planned lecture becomes a held one, with attendance; from then on it counts.</summary>
public static class HoldLecture
{
    /// <summary>So many people at the most attend a lecture.</summary>
    public const int Most = 10_000;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures/{id:guid}/hold", Hold)
        .WithName("holdLecture").WithTags("Lectures").WithSummary("A lecture was held 讲座已举办")
        .Produces<LectureView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Holds it with those who are on its list. The lecture is null when there is none.</summary>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, LectureId id, HoldRequest request, Actor by, DateTimeOffset now, CancellationToken stop)
    {
        var body = request.Checked();
        return LectureAct.Take(db, id, async lecture => body.Said(await db.Set<Attendee>().CountAsync(came => came.Lecture == id, stop), lecture, by, now), stop);
    }

    private static async Task<IResult> Hold(Guid id, HoldRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop) =>
        await LectureAct.Answer(context, db, await Take(db, new LectureId(id), Check.Body(request), caller.Actor, clock.GetUtcNow(), stop), stop);
}

/// <summary>Taking facts on lectures: the row and its news, in one transaction.</summary>
public static class LectureAct
{
    /// <summary>Lets the lecture take a fact. The lecture is null when there is none.</summary>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, LectureId id, Func<Lecture, Task<LectureFact>> said, CancellationToken stop) =>
        db.Transact<(Lecture?, LectureRefusal?)>(
            async () =>
            {
                if (await db.Set<Lecture>().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { } lecture) return (null, null);
                var fact = await said(lecture);
                var refusal = lecture.Take(fact);
                if (refusal is null) db.Publish(News(lecture), fact.At);
                return (lecture, refusal);
            },
            stop);

    internal static async Task<IResult> Answer(HttpContext context, DispatchDb db, (Lecture?, LectureRefusal?) taken, CancellationToken stop) => taken switch
    {
        (null, _) => Problems.NotFound(context),
        (var lecture, null or LectureRefusal.AlreadyDone) => Results.Ok(await LectureView.Of(db, lecture, stop)),
        (_, { } refusal) => Problems.Refused(context, refusal),
    };

    private static object News(Lecture lecture) => lecture.State == LectureState.Held
        ? new Contracts.LectureHeld { LectureId = lecture.Id.Value }
        : new Contracts.LectureCalledOff { LectureId = lecture.Id.Value };
}
