using System.ComponentModel.DataAnnotations;
using Dispatch.Contracts;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Pairings;

/// <summary>The pairing ends now, before its time.</summary>
public sealed record EndRequest
{
    /// <summary>Why.</summary>
    /// <example>专家调离</example>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Ends a pairing before its time.</summary>
public static class EndPairing
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/pairings/{id:guid}/end", End)
        .WithName("endPairing").ShowsPersonsOf("id").WithTags("Pairings").WithSummary("A pairing is ended 解除结对")
        .Produces<PairingView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> End(Guid id, EndRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        var (check, now) = (new Check(), clock.GetUtcNow());
        var because = check.Text("reason", Check.Body(request).Reason, 500);
        check.Done();
        return await db.Transact<(Pairing?, PairingRefusal?)>(() => Act(db, new PairingId(id), now, because, stop), stop) switch
        {
            (null, _) => Problems.NotFound(context),
            (var pairing, null or PairingRefusal.AlreadyDone) => Results.Ok(await PairingView.For(caller, db, pairing, stop)),
            (_, { } refusal) => Problems.Refused(context, refusal),
        };
    }

    private static async Task<(Pairing?, PairingRefusal?)> Act(DispatchDb db, PairingId id, DateTimeOffset now, string because, CancellationToken stop)
    {
        if (await db.Set<Pairing>().FirstOrDefaultAsync(pairing => pairing.Id == id, stop) is not { } pairing) return (null, null);
        var refusal = pairing.End(now, because);
        if (refusal is null) db.Publish(new PairingEnded { PairingId = id.Value }, now);
        return (pairing, refusal);
    }
}
