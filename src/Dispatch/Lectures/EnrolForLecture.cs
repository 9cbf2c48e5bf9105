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

/// <summary>Who means to come.</summary>
public sealed record EnrolRequest
{
    /// <summary>The farmer's name.</summary>
    /// <example>李秀英</example>
    [Required]
    public string? FarmerName { get; init; }

    /// <summary>Mobile or landline. Who is enrolled already stays so, under the name that was said first.</summary>
    /// <example>13804780001</example>
    [Required]
    public string? FarmerPhone { get; init; }

    /// <param name="lecture">For which.</param>
    /// <param name="by">Who says so; the farmer themselves unless somebody does it for them.</param>
    /// <param name="at">When.</param>
    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public Enrolment Said(LectureId lecture, Actor? by, DateTimeOffset at)
    {
        var check = new Check();
        var name = check.Text("farmerName", FarmerName, 100);
        var phone = check.Phone("farmerPhone", FarmerPhone);
        check.Done();
        return new Enrolment { Lecture = lecture, Name = name, Phone = phone, By = by ?? new Actor(Role.Farmer, phone), At = at };
    }
}

/// <summary>Somebody enrols for a lecture that has not begun. Said twice, it is one enrolment.</summary>
public static class EnrolForLecture
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures/{id:guid}/enrol", Enrol)
        .WithName("enrolForLecture").WithTags("Lectures").WithSummary("A farmer enrols for a lecture 报名")
        .Produces<LectureView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Writes it down once for each phone, as long as the lecture takes anybody. The lecture is null when there is none.</summary>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, Enrolment enrolment, CancellationToken stop) =>
        db.Transact<(Lecture?, LectureRefusal?)>(
            async () =>
            {
                if (await db.Set<Lecture>().FirstOrDefaultAsync(lecture => lecture.Id == enrolment.Lecture, stop) is not { } lecture) return (null, null);
                if (lecture.WhyNotEnrol(enrolment.At) is { } refusal) return (lecture, refusal);
                if (!await db.Set<Enrolment>().AnyAsync(known => known.Lecture == lecture.Id && known.Phone == enrolment.Phone, stop)) db.Add(enrolment);
                return (lecture, null);
            },
            stop);

    private static async Task<IResult> Enrol(Guid id, EnrolRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop) =>
        await Take(db, Check.Body(request).Said(new LectureId(id), caller.Actor, clock.GetUtcNow()), stop) switch
        {
            (null, _) => Problems.NotFound(context),
            (_, { } refusal) => Problems.Refused(context, refusal),
            var (lecture, _) => Results.Ok(await LectureView.Of(db, lecture, stop)),
        };
}
