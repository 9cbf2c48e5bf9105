using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Pairings;

/// <summary>The paired expert was there.</summary>
public sealed record PairingVisitRequest
{
    /// <summary>When; now, unless it is written down afterwards.</summary>
    /// <example>2026-06-03T15:30:00+08:00</example>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>What was seen and advised; up to 2,000 characters.</summary>
    /// <example>看了大棚番茄，建议降低夜间湿度，防灰霉病</example>
    [Required]
    public string? Words { get; init; }
}

/// <summary>The visit that stands for the day; the first one when there were several.</summary>
public sealed record PairingVisitView(Guid Id, Guid Pairing, DateOnly Day, DateTimeOffset HeldAt, string Words);

/// <summary>Writes a pairing visit down; of each pairing, one a day.</summary>
public static class HoldPairingVisit
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/pairings/{id:guid}/visits", Hold)
        .WithName("holdPairingVisit").WithTags("Pairings").WithSummary("A pairing visit was held 结对走访")
        .Produces<PairingVisitView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Writes the visit and its news; the visit of that day, if there is one already. Null when there is no such pairing.</summary>
    /// <exception cref="BadInput">Nothing is said of it.</exception>
    public static Task<(PairingVisit? Visit, PairingRefusal? Refusal)> Take(DispatchDb db, PairingId id, PairingVisitRequest request, Actor by, DateTimeOffset now, TimeZoneInfo zone, CancellationToken stop)
    {
        var check = new Check();
        var words = check.Text("words", request.Words, 2000);
        check.Done();
        return Write(db, id, pairing => pairing.Visited(by, request.HeldAt ?? now, words, now, zone), stop);
    }

    private static async Task<(PairingVisit? Visit, PairingRefusal? Refusal)> Write(DispatchDb db, PairingId id, Func<Pairing, (PairingVisit?, PairingRefusal?)> visited, CancellationToken stop)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                return await db.Transact(() => Once(db, id, visited, stop), stop);
            }
            catch (DbUpdateException twin) when (Guards.Broken(twin) == Guard.Unique && n == 0)
            {
                // Another report of the same day was quicker: find it.
            }
        }
    }

    private static async Task<(PairingVisit?, PairingRefusal?)> Once(DispatchDb db, PairingId id, Func<Pairing, (PairingVisit?, PairingRefusal?)> visited, CancellationToken stop)
    {
        if (await db.Set<Pairing>().FirstOrDefaultAsync(pairing => pairing.Id == id, stop) is not { } pairing) return (null, null);
        var (visit, refusal) = visited(pairing);
        if (visit is null) return (null, refusal);
        if (await db.Set<PairingVisit>().FirstOrDefaultAsync(known => known.Id == visit.Id, stop) is { } known) return (known, PairingRefusal.AlreadyDone);
        db.Add(visit);
        db.Publish(new Contracts.PairingVisitHeld { PairingVisitId = visit.Id.Value }, visit.RecordedAt);
        return (visit, null);
    }

    private static async Task<IResult> Hold(Guid id, PairingVisitRequest? request, Caller caller, HttpContext context, DispatchDb db, Limits limits, TimeProvider clock, CancellationToken stop) =>
        await Take(db, new PairingId(id), Check.Body(request), caller.Actor, clock.GetUtcNow(), limits.FieldHours.Zone, stop) switch
        {
            ({ } visit, _) => Results.Ok(new PairingVisitView(visit.Id.Value, id, visit.Day, visit.HeldAt, visit.Words)),
            (null, { } refusal) => Problems.Refused(context, refusal),
            _ => Problems.NotFound(context),
        };
}
