using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Lectures;

/// <summary>The lecture will not take place.</summary>
public sealed record CallOffRequest
{
    /// <summary>Why, for those who wanted to come.</summary>
    /// <example>专家生病</example>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>A planned lecture is called off; its lecturers are free again.</summary>
public static class CallOffLecture
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lectures/{id:guid}/call-off", CallOff)
        .WithName("callOffLecture").WithTags("Lectures").WithSummary("A lecture is called off 取消讲座")
        .Produces<LectureView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Calls it off. The lecture is null when there is none.</summary>
    /// <exception cref="BadInput">No reason is given.</exception>
    public static Task<(Lecture? Lecture, LectureRefusal? Refusal)> Take(DispatchDb db, LectureId id, CallOffRequest request, Actor by, DateTimeOffset now, CancellationToken stop)
    {
        var check = new Check();
        var because = check.Text("reason", request.Reason, 500);
        check.Done();
        return LectureAct.Take(db, id, _ => Task.FromResult<LectureFact>(new CalledOff(by, now, because)), stop);
    }

    private static async Task<IResult> CallOff(Guid id, CallOffRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop) =>
        await LectureAct.Answer(context, db, await Take(db, new LectureId(id), Check.Body(request), caller.Actor, clock.GetUtcNow(), stop), stop);
}
