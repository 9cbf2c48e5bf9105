using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Experts;
using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Registry;

/// <summary>Time off: holiday, illness, training.</summary>
public sealed record LeaveRequest
{
    /// <summary>At most a year ago, and at most three ahead.</summary>
    /// <example>2026-06-08T00:00:00+08:00</example>
    [Required]
    public DateTimeOffset? From { get; init; }

    /// <summary>When the expert is back; after <c>from</c>, and not in the past.</summary>
    /// <example>2026-06-13T00:00:00+08:00</example>
    [Required]
    public DateTimeOffset? To { get; init; }

    /// <example>培训</example>
    [Required]
    public string? Reason { get; init; }

    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public Func<Expert, DateTimeOffset, Changed> Said(DateTimeOffset now)
    {
        var check = new Check();
        var (from, to) = (check.Time("from", From, now, TakeLeave.DaysBack, TakeLeave.DaysAhead), check.Time("to", To, now, TakeLeave.DaysBack, TakeLeave.DaysAhead));
        var why = check.Text("reason", Reason, 200);
        if (!check.Failed && to <= from) check.Fail("to", "EndsBeforeItStarts");
        if (!check.Failed && to <= now) check.Fail("to", "InThePast");
        check.Done();
        return (expert, at) => TakeLeave.Add(new Leave(from, to, why), expert, at);
    }
}

/// <summary>
/// Notes that an expert is away, or that they are not. One leave starts at one moment: the same start again sets its end
/// and reason anew. Seats the expert holds are not this stage's to hand back; Offering hears of the change.
/// </summary>
public static class TakeLeave
{
    private const int Most = 60;
    internal const int DaysBack = 366;
    internal const int DaysAhead = 3 * 366;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/experts/{code}/leave", Take)
            .WithName("takeLeave").WithTags("Experts").WithSummary("An expert takes leave 请假")
            .WithDescription("A leave that starts at the same moment is replaced. There are at most 60, of the past year and ahead. What the expert holds for that time is offered to others.")
            .Produces<ExpertView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("/experts/{code}/leave/{from}", End)
            .WithName("endLeave").WithTags("Experts").WithSummary("An expert's leave is off 销假")
            .WithDescription("from is the leave's start (2026-06-08T00:00:00+08:00, percent-encoded). What has been off already stays off.")
            .Produces<ExpertView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> Take(string code, LeaveRequest? request, Caller caller, HttpContext context, ChangeExpert expert, TimeProvider clock, CancellationToken stop) =>
        expert.Act(code, caller, context, Check.Body(request).Said(clock.GetUtcNow()), stop);

    internal static Changed Add(Leave leave, Expert expert, DateTimeOffset now)
    {
        expert.Leaves = With(leave, expert.Leaves, now);
        return new Changed(expert);
    }

    /// <summary>The leave that starts then is off; of what has been off already nothing is changed.</summary>
    public static Func<Expert, DateTimeOffset, Changed> Off(DateTimeOffset from) => (expert, now) =>
    {
        if (!expert.Leaves.Exists(leave => leave.From == from)) return default;
        expert.Leaves = [.. expert.Leaves.Select(leave => leave.From == from ? Ended(leave, now) : leave).OfType<Leave>()];
        return new Changed(expert);
    };

    /// <exception cref="BadInput">There would be too many; those that were over a year ago are history and do not count.</exception>
    private static List<Leave> With(Leave leave, List<Leave> leaves, DateTimeOffset now)
    {
        var others = leaves.Where(other => other.From != leave.From).ToList();
        if (others.Count(other => other.To > now.AddDays(-DaysBack)) >= Most) throw new BadInput("from", "TooManyLeaves", Most);
        return [.. others.Append(leave).OrderBy(each => each.From)];
    }

    private static Task<IResult> End(string code, Timestamp from, Caller caller, HttpContext context, ChangeExpert expert, CancellationToken stop) =>
        expert.Act(code, caller, context, Off(from.Time), stop);

    /// <summary>Gone if it had not begun; else over now.</summary>
    private static Leave? Ended(Leave leave, DateTimeOffset now) =>
        leave.From >= now ? null : leave.To > now ? leave with { To = now } : leave;
}
