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

/// <summary>A figure of a past year, taken over from elsewhere. Once for each kind and year; always shown apart.</summary>
public sealed record OpeningBalanceRequest
{
    /// <summary>What it counts: ProblemSolved, LectureHeld, PairingVisitHeld or ConsultationAnswered.</summary>
    /// <example>LectureHeld</example>
    [Required]
    public string? Kind { get; init; }

    /// <summary>Of which year, from 2000 to this one.</summary>
    /// <example>2025</example>
    [Required]
    public int? Year { get; init; }

    /// <summary>How many, 1 to 10,000,000.</summary>
    /// <example>720</example>
    [Required]
    public int? Quantity { get; init; }

    /// <summary>People reached, if known.</summary>
    /// <example>21000</example>
    public int? People { get; init; }

    /// <summary>Where the figure is from.</summary>
    /// <example>2025年人才工作总结</example>
    [Required]
    public string? Source { get; init; }
}

/// <summary>Takes a past year's figure over. The only count a person types, and never mixed with the others.</summary>
public static class OpenBalance
{
    private const int Most = 10_000_000;

    private static readonly EntryKind[] Countable = [.. Enum.GetValues<EntryKind>().Except([EntryKind.OpeningBalance])];

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/ledger/opening-balances", Open)
        .WithName("openBalance").WithTags("Ledger").WithSummary("A past year's figure is taken over 期初数")
        .Produces<EntryView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Enters an opening balance; the same one again changes nothing.</summary>
    public static Task<(Entry Entry, LedgerRefusal? Refusal)> Write(DispatchDb db, OpeningBalance balance, DateTimeOffset now, TimeZoneInfo zone, CancellationToken stop) =>
        db.Transact<(Entry, LedgerRefusal?)>(
            async () =>
            {
                var source = Posting.OpeningSource(balance.Counted, balance.Year);
                var known = await db.Set<Entry>().AsNoTracking().Where(entry => entry.Source == source).OrderBy(entry => entry.Sequence).ToListAsync(stop);
                var reversed = known.Select(entry => entry.Reverses).OfType<long>().ToHashSet();
                var standing = known.Find(entry => entry.Reverses is null && !reversed.Contains(entry.Sequence));
                if (standing is not null) return (standing, balance.IsIn(standing) ? null : LedgerRefusal.AlreadyCounted);
                var posting = Posting.Opening(balance.Counted, balance.Year, reversed.Count + 1, balance.Words, zone) with { Quantity = balance.Quantity, People = balance.People };
                await db.Post([posting], now, zone, stop);
                return (db.ChangeTracker.Entries<Entry>().Single().Entity, null);
            },
            stop);

    private static async Task<IResult> Open(OpeningBalanceRequest? request, HttpContext context, DispatchDb db, Limits limits, TimeProvider clock, CancellationToken stop)
    {
        var (now, zone) = (clock.GetUtcNow(), limits.FieldHours.Zone);
        var balance = Read(Check.Body(request), TimeZoneInfo.ConvertTime(now, zone).Year);
        var (entry, refusal) = await Write(db, balance, now, zone, stop);
        return refusal is { } why ? Problems.Refused(context, why)
            : Results.Created($"/api/v1/ledger/entries?after={entry.Sequence - 1}&take=1", await EntryView.Of(db, entry, stop));
    }

    private static OpeningBalance Read(OpeningBalanceRequest request, int thisYear)
    {
        var check = new Check();
        var kind = check.Required("kind", request.Kind, Countable);
        var year = check.Within("year", request.Year, 2000, thisYear);
        var quantity = check.Within("quantity", request.Quantity, 1, Most);
        var people = check.Within("people", request.People ?? 0, 0, Most);
        var words = check.Text("source", request.Source, 200);
        check.Done();
        return new OpeningBalance(kind, year, quantity, people, words);
    }
}

/// <summary>A past year's figure, checked.</summary>
public sealed record OpeningBalance(EntryKind Counted, int Year, int Quantity, int People, string Words)
{
    internal bool IsIn(Entry entry) => (entry.Quantity, entry.People, entry.Words) == (Quantity, People, Words);
}
