using System.ComponentModel.DataAnnotations;
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

    /// <summary>How many people came, 1 to 10,000.</summary>
    /// <example>46</example>
    [Required]
    public int? Attendance { get; init; }

    /// <summary>What is to be said of it.</summary>
    /// <example>农户问得最多的是抗列当品种</example>
    public string? Words { get; init; }
}

/// <summary>A planned lecture becomes a held one, with attendance; from then on it counts.</summary>
public static class HoldLecture
{
    /// <summary>So many people at the most attend a lecture.</summary>
    public const int Most = 10_000;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures/{id:guid}/hold", Hold)
        .WithName("holdLecture").WithTags("Lectures").WithSummary("A lecture was held 讲座已举办")
        .Produces<LectureView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Hold(Guid id, HoldRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var (body, now) = (Check.Body(request), clock.GetUtcNow());
        var check = new Check();
        var attendance = check.Within("attendance", body.Attendance, 1, Most);
        var words = check.Optional("words", body.Words, 1000);
        check.Done();
        return LectureAct.Answer(context, db, new LectureId(id), lecture => new Held(caller.Actor, now, body.HeldAt ?? lecture.HeldAt ?? now, attendance, words), stop);
    }
}

/// <summary>Taking facts on lectures: the row and its news, in one transaction.</summary>
public static class LectureAct
{
    /// <summary>Lets the lecture take a fact. The lecture is null when there is none.</summary>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, LectureId id, Func<Lecture, LectureFact> said, CancellationToken stop) =>
        db.Transact<(Lecture?, LectureRefusal?)>(
            async () =>
            {
                if (await db.Set<Lecture>().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { } lecture) return (null, null);
                var fact = said(lecture);
                var refusal = lecture.Take(fact);
                if (refusal is null) db.Publish(News(lecture), fact.At);
                return (lecture, refusal);
            },
            stop);

    internal static async Task<IResult> Answer(HttpContext context, DispatchDb db, LectureId id, Func<Lecture, LectureFact> said, CancellationToken stop) =>
        await Take(db, id, said, stop) switch
        {
            (null, _) => Problems.NotFound(context),
            (var lecture, null or LectureRefusal.AlreadyDone) => Results.Ok(await LectureView.Of(db, lecture, stop)),
            (_, { } refusal) => Problems.Refused(context, refusal),
        };

    private static object News(Lecture lecture) => lecture.State == LectureState.Held
        ? new Contracts.LectureHeld { LectureId = lecture.Id.Value }
        : new Contracts.LectureCalledOff { LectureId = lecture.Id.Value };
}
