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

    /// <summary>Ends it, with its news. The pairing is null when there is none.</summary>
    /// <exception cref="BadInput">No reason is given.</exception>
    public static Task<(Pairing? Pairing, PairingRefusal? Refusal)> Take(DispatchDb db, PairingId id, EndRequest request, DateTimeOffset now, CancellationToken stop)
    {
        var check = new Check();
        var because = check.Text("reason", request.Reason, 500);
        check.Done();
        return db.Transact<(Pairing?, PairingRefusal?)>(
            async () =>
            {
                if (await db.Set<Pairing>().FirstOrDefaultAsync(pairing => pairing.Id == id, stop) is not { } pairing) return (null, null);
                var refusal = pairing.End(now, because);
                if (refusal is null) db.Publish(new PairingEnded { PairingId = id.Value }, now);
                return (pairing, refusal);
            },
            stop);
    }

    private static async Task<IResult> End(Guid id, EndRequest? request, Caller caller, HttpContext context, DispatchDb db, TimeProvider clock, CancellationToken stop) =>
        await Take(db, new PairingId(id), Check.Body(request), clock.GetUtcNow(), stop) switch
        {
            (null, _) => Problems.NotFound(context),
            (var pairing, null or PairingRefusal.AlreadyDone) => Results.Ok(await PairingView.For(caller, db, pairing, stop)),
            (_, { } refusal) => Problems.Refused(context, refusal),
        };
}
