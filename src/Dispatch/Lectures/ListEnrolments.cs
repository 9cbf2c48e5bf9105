using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Lectures;

/// <summary>Who means to come, for those who may have to call; and who said so: the farmer, or a clerk for them.</summary>
public sealed record EnrolmentView(string? FarmerName, string? FarmerPhone, DateTimeOffset At, Role By);

/// <summary>Who is enrolled for a lecture, first come first: for the stations and for those who give it.</summary>
public static class ListEnrolments
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/lectures/{id:guid}/enrolments", List)
        .WithName("listEnrolments").ShowsPersonsOf("id").WithTags("Lectures").WithSummary("Who is enrolled for a lecture 报名名单")
        .Produces<IReadOnlyList<EnrolmentView>>().ProducesProblem(StatusCodes.Status404NotFound);

    /// <exception cref="NotAllowed">It is an expert who does not lecture there.</exception>
    public static void MustBeTheirs(Lecture lecture, Caller caller)
    {
        if (lecture.Lecturers.All(lecturer => caller.IsAnother(lecturer.Expert))) throw new NotAllowed("NotYourLecture");
    }

    /// <summary>As this person may see them.</summary>
    public static async Task<IReadOnlyList<EnrolmentView>> Of(DispatchDb db, LectureId lecture, Caller caller, CancellationToken stop) =>
        await db.Set<Enrolment>().AsNoTracking().Where(enrolment => enrolment.Lecture == lecture)
            .OrderBy(enrolment => enrolment.At).ThenBy(enrolment => enrolment.Phone)
            .Select(enrolment => new { enrolment.Name, enrolment.Phone, enrolment.At, enrolment.By }).AsAsyncEnumerable()
            .Select(enrolment => new EnrolmentView(caller.MustCall ? enrolment.Name : null, caller.MustCall ? enrolment.Phone : null, enrolment.At, enrolment.By.Role)).ToListAsync(stop);

    private static async Task<IResult> List(Guid id, Caller caller, HttpContext context, DispatchDb db, CancellationToken stop)
    {
        var wanted = new LectureId(id);
        if (await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == wanted, stop) is not { } lecture) return Problems.NotFound(context);
        MustBeTheirs(lecture, caller);
        return Results.Ok(await Of(db, wanted, caller, stop));
    }
}
