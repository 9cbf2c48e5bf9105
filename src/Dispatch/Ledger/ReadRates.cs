using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>How many orders ended so, of how many that are closed.</summary>
/// <param name="Outcome">How they ended.</param>
/// <param name="Orders">How many.</param>
/// <param name="Of">Of how many closed ones.</param>
/// <param name="Share">Orders / Of, from 0 to 1; null when nothing was closed.</param>
public sealed record Rate(Outcome Outcome, int Orders, int Of, double? Share);

/// <summary>All outcomes of the orders closed in a stretch of months, with their denominators.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month, included.</param>
/// <param name="Closed">Of how many.</param>
/// <param name="Rates">How many of them ended so.</param>
/// <param name="Merged">How many others went on under another order. They are not among the closed ones: the other order is, once it ends.</param>
public sealed record RatesView(string? From, string? To, int Closed, IReadOnlyList<Rate> Rates, int Merged);

/// <summary>Rates with denominators: closed is not solved.</summary>
public static class ReadRates
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ledger/rates", Get)
        .WithName("ledgerRates").WithTags("Ledger").WithSummary("How orders ended, of how many 办结率")
        .Produces<RatesView>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>Counts the orders whose last closing was in these months and still holds; one that was merged is counted as the order under which it goes on.</summary>
    public static async Task<RatesView> Read(DispatchDb db, Months months, TimeZoneInfo zone, CancellationToken stop)
    {
        var (start, end) = (months.Start(zone), months.End(zone));
        var ended = await db.Set<Order>().Where(order => order.State == State.Closed && order.ClosedAt >= start && order.ClosedAt < end)
            .GroupBy(order => order.Outcome).Select(group => new { Outcome = group.Key, Count = group.Count() }).ToListAsync(stop);
        int Ended(Outcome outcome) => ended.Find(group => group.Outcome == outcome)?.Count ?? 0;
        var outcomes = Enum.GetValues<Outcome>().Where(outcome => outcome != Outcome.Merged).ToList();
        var closed = outcomes.Sum(Ended);
        var rates = outcomes.Select(outcome => (Outcome: outcome, Count: Ended(outcome)))
            .Select(rate => new Rate(rate.Outcome, rate.Count, closed, closed == 0 ? null : (double)rate.Count / closed));
        return new RatesView(months.From is null ? null : months.First, months.To is null ? null : months.Last, closed, [.. rates], Ended(Outcome.Merged));
    }

    private static async Task<IResult> Get(string? from, string? to, DispatchDb db, Limits limits, CancellationToken stop) =>
        Results.Ok(await Read(db, Months.Read(from, to), limits.FieldHours.Zone, stop));
}
