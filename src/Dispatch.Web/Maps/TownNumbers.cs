using Dispatch.Domain;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Office;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Maps;

/// <summary>A town as a line of the table beside the map.</summary>
/// <param name="Code">Its code; null for orders and entries that are of none.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Place">Its centre, where known.</param>
/// <param name="Orders">Orders that are not closed.</param>
/// <param name="Waiting">Those of them that wait for an expert.</param>
/// <param name="Solved">Problems solved, as the ledger counts them.</param>
public sealed record TownLine(string? Code, string? Name, Place? Place, int Orders, int Waiting, long Solved)
{
    /// <summary>Each number and where it leads.</summary>
    public IReadOnlyList<(string Of, long Count, string Link)> Numbers =>
    [
        (MapDrawing.Orders, Orders, $"/load/orders?of={Behind.Open}&town={Code}"),
        (MapDrawing.Waiting, Waiting, $"/load/orders?of={Behind.Queued}&town={Code}"),
        (MapDrawing.Solved, Solved, $"/ledger/entries?kind={EntryKind.ProblemSolved}&by={By.Town}&key={Code}"),
    ];
}

/// <summary>Adds up open orders and solved problems by town.</summary>
internal static class TownNumbers
{
    /// <param name="db">The database.</param>
    /// <param name="own">The station whose orders are counted; everybody's when null.</param>
    /// <param name="zone">The district's time zone.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<IReadOnlyList<TownLine>> Read(DispatchDb db, StationId? own, TimeZoneInfo zone, CancellationToken stop)
    {
        var towns = await db.Set<Town>().AsNoTracking().OrderBy(town => town.Code).Select(town => new { town.Code, town.Name, town.Place }).ToListAsync(stop);
        var open = await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.State != State.Closed && (own == null || order.Station == own))
            .GroupBy(order => new { order.TownCode, Waits = order.State == State.Waiting }).Select(group => new { group.Key.TownCode, group.Key.Waits, Count = group.Count() }).ToListAsync(stop);
        var solved = (await ReadTotals.Read(db, new Months(null, null), By.Town, zone, stop)).Rows
            .ToDictionary(row => row.Key ?? "", row => row.Counted.FirstOrDefault(one => one.Kind == EntryKind.ProblemSolved)?.Quantity ?? 0);
        var lines = towns.Select(town => Line(town.Code, town.Name, town.Place));
        var none = Line(null, null, null);
        return none is { Orders: 0, Solved: 0 } ? [.. lines] : [.. lines, none];

        TownLine Line(string? code, string? name, Place? place) => new(
            code, name, place, open.Where(one => one.TownCode == code).Sum(one => one.Count), open.Where(one => one.TownCode == code && one.Waits).Sum(one => one.Count), solved.GetValueOrDefault(code ?? ""));
    }
}
