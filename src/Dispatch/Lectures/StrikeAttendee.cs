using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>Who is to be taken off the list.</summary>
public sealed record StrikeRequest
{
    /// <summary>The id of the one who did not come, as the list has it.</summary>
    /// <example>6b1f0f5e-7a52-8c0a-9d35-0c1f6d0a7b11</example>
    [Required]
    public Guid? Attendee { get; init; }
}

/// <summary>Takes somebody off the list who was not there, until the lecture is held or called off. Said twice, it is the same.</summary>
public static class StrikeAttendee
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures/{id:guid}/strike", Strike)
        .WithName("strikeAttendee").ShowsPersonsOf("id").WithTags("Lectures").WithSummary("Somebody on the list did not come 划去签到")
        .Produces<IReadOnlyList<AttendeeView>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Takes them off. The lecture is null when there is none.</summary>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, LectureId id, Guid attendee, Actor by, DateTimeOffset now, CancellationToken stop) =>
        db.Transact<(Lecture?, LectureRefusal?)>(
            async () =>
            {
                if (await db.Set<Lecture>().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { } lecture) return (null, null);
                if (lecture.WhyNotAttend(by, now) is { } refusal) return (lecture, refusal);
                if (await db.Set<Attendee>().FirstOrDefaultAsync(one => one.Id == attendee && one.Lecture == id, stop) is { } came) db.Remove(came);
                return (lecture, null);
            },
            stop);

    private static async Task<IResult> Strike(Guid id, StrikeRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var attendee = Check.Body(request).Attendee ?? throw new BadInput("attendee", "Required");
        return await Take(db, new LectureId(id), attendee, caller.Actor, clock.GetUtcNow(), stop) switch
        {
            (null, _) => Problems.NotFound(context),
            (_, { } refusal) => Problems.Refused(context, refusal),
            var (lecture, _) => Results.Ok(await ListAttendees.Of(db, lecture.Id, caller, stop)),
        };
    }
}
