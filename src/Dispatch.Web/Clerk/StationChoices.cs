using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>Stations for who has none of their own: by code or by name.</summary>
public sealed class StationChoices(DispatchDb db)
{
    /// <summary>The clerk's own alone; all for who has none.</summary>
    public async Task<IReadOnlyList<Choice>> Of(StationId? own, CancellationToken stop) =>
        [.. (await db.Set<Station>().Where(station => own == null || station.Id == own).OrderBy(station => station.Code).Select(station => new { station.Code, station.Name }).ToListAsync(stop)).Select(station => new Choice(station.Code, station.Name))];

    /// <summary>The code of one that is meant; else what was typed, for the API to read.</summary>
    public static string? CodeOf(IReadOnlyList<Choice> stations, string? typed) => stations.FirstOrDefault(station => station.Label == typed?.Trim())?.Value ?? typed;
}
