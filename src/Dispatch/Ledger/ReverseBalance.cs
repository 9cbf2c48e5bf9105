using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>An opening balance was wrong.</summary>
public sealed record ReversalRequest
{
    /// <summary>Why it is taken back.</summary>
    /// <example>多写了一个零</example>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Takes an opening balance back by an entry that names it; the right figure can then be entered.</summary>
public static class ReverseBalance
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/ledger/opening-balances/{sequence:long}/reversal", Reverse)
        .WithName("reverseBalance").WithTags("Ledger").WithSummary("A past year's figure is taken back 冲销期初数")
        .Produces<EntryView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Reverse(long sequence, ReversalRequest? request, HttpContext context, DispatchDb db, Limits limits, TimeProvider clock, CancellationToken stop)
    {
        var (check, now) = (new Check(), clock.GetUtcNow());
        var because = check.Text("reason", Check.Body(request).Reason, 200);
        check.Done();
        return await db.Transact(() => Act(db, sequence, because, now, limits.FieldHours.Zone, stop), stop) switch
        {
            (null, { } refusal) => Problems.Refused(context, refusal),
            ({ } entry, _) => Results.Ok(await EntryView.Of(db, entry, stop)),
            _ => Problems.NotFound(context),
        };
    }

    private static async Task<(Entry? Entry, LedgerRefusal? Refusal)> Act(DispatchDb db, long sequence, string because, DateTimeOffset now, TimeZoneInfo zone, CancellationToken stop)
    {
        if (await db.Set<Entry>().AsNoTracking().FirstOrDefaultAsync(entry => entry.Sequence == sequence, stop) is not { } entry) return (null, null);
        if (entry is not { Kind: EntryKind.OpeningBalance, Reverses: null }) return (null, LedgerRefusal.NotAnOpeningBalance);
        if (await db.Set<Entry>().AnyAsync(other => other.Reverses == sequence, stop)) return (null, LedgerRefusal.AlreadyReversed);
        await db.Post([Posting.Reversing(entry, because)], now, zone, stop);
        return (db.ChangeTracker.Entries<Entry>().Single().Entity, null);
    }
}
