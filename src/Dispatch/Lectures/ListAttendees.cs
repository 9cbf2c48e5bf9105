using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>Who came, with names and numbers only for those who may have to call; and how it is known.</summary>
public sealed record AttendeeView(Guid Id, string? FarmerName, string? FarmerPhone, CameBy How, DateTimeOffset At)
{
    public static AttendeeView Of(Attendee came, Caller caller) =>
        new(came.Id, caller.MustCall ? came.Name : null, caller.MustCall ? came.Phone : null, came.How, came.At);
}

/// <summary>Who came to a lecture, first come first: for the stations and for those who give it.</summary>
public static class ListAttendees
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/lectures/{id:guid}/attendees", List)
        .WithName("listAttendees").ShowsPersonsOf("id").WithTags("Lectures").WithSummary("Who came to a lecture 签到名单")
        .Produces<IReadOnlyList<AttendeeView>>().ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>As this person may see them.</summary>
    public static async Task<IReadOnlyList<AttendeeView>> Of(DispatchDb db, LectureId lecture, Caller caller, CancellationToken stop) =>
        [.. (await db.Set<Attendee>().AsNoTracking().Where(came => came.Lecture == lecture).OrderBy(came => came.At).ThenBy(came => came.Id).ToListAsync(stop)).Select(came => AttendeeView.Of(came, caller))];

    private static async Task<IResult> List(Guid id, Caller caller, HttpContext context, DispatchDb db, CancellationToken stop)
    {
        var wanted = new LectureId(id);
        if (await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == wanted, stop) is not { } lecture) return Problems.NotFound(context);
        ListEnrolments.MustBeTheirs(lecture, caller);
        return Results.Ok(await Of(db, wanted, caller, stop));
    }
}
