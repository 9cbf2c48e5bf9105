using System.ComponentModel.DataAnnotations;
using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Privacy;

/// <summary>Why nobody can be erased: "refused because…".</summary>
public enum ErasureRefusal
{
    /// <summary>Somebody may be on the way to them.</summary>
    OrdersOpen,
    /// <summary>An expert is paired with them.</summary>
    PairingRuns,
}

/// <summary>Whose data, and why.</summary>
public sealed record EraseRequest
{
    /// <summary>The farmer's.</summary>
    /// <example>13804780001</example>
    [Required]
    public string? Phone { get; init; }

    /// <summary>Kept in the audit log; no names.</summary>
    /// <example>本人书面申请</example>
    [Required]
    public string? Reason { get; init; }

    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public (string Phone, string Reason) Said()
    {
        var check = new Check();
        var (phone, reason) = (check.Phone("phone", Phone), check.Text("reason", Reason, 300));
        check.Done();
        return (phone, reason);
    }
}

/// <summary>What has been erased.</summary>
/// <param name="Mark">What stands in place of the phone now; null when nothing was kept under it.</param>
/// <param name="Orders">Orders that are nobody's now; they are counted as before.</param>
/// <param name="Enrolments">Lectures.</param>
/// <param name="Pairings">With experts.</param>
/// <param name="Photos">Files.</param>
public sealed record Erasure(string? Mark, int Orders, int Enrolments, int Pairings, int Photos);

/// <summary>Takes a farmer out of everything that is kept. The orders and their count stay.</summary>
public static class ErasePerson
{
    public const string Act = "erasePerson";

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/persons/erase", Erase)
        .WithName(Act).WithTags("Privacy").WithSummary("Erases a farmer 删除农户数据")
        .Produces<Erasure>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Erase(EraseRequest? request, HttpContext context, Eraser eraser, CancellationToken stop)
    {
        var (phone, reason) = Check.Body(request).Said();
        return await eraser.Erase(phone, reason, await Viewer.Of(context), stop) switch
        {
            (_, { } refusal) => Problems.Refused(context, refusal),
            var (done, _) => Results.Ok(done),
        };
    }
}
