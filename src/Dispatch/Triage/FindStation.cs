using System.Linq.Expressions;
using Dispatch.Domain;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Triage;

/// <summary>What decides whether an order is a station's: where it is and what it covers. Its clerks and hours need not be read for that.</summary>
internal sealed record Site(StationId Id, string Code, string TownCode, Place Place, List<string> Territory);

/// <summary>Which station an order belongs to; asks for those of a town once.</summary>
internal sealed class FindStation(DispatchDb db)
{
    private static readonly Expression<Func<Station, Site>> AsSite = station => new Site(station.Id, station.Code, station.TownCode, station.Place, station.Territory);

    private static readonly Compiled<Func<DispatchDb, List<string>, IAsyncEnumerable<Site>>> InTowns = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<string> towns) => db.Set<Station>().Where(station => towns.Contains(station.TownCode)).Select(AsSite)));

    private static readonly Compiled<Func<DispatchDb, IAsyncEnumerable<Site>>> Everywhere = new(() => EF.CompileAsyncQuery(
        (DispatchDb db) => db.Set<Station>().Select(AsSite)));

    private readonly Dictionary<string, List<Site>> known = [];
    private List<Site>? all;

    /// <summary>Asks for those of all these towns at once.</summary>
    public async Task Look(IEnumerable<string> towns, CancellationToken stop)
    {
        var unknown = towns.Distinct().Where(town => !known.ContainsKey(town)).ToList();
        if (unknown.Count == 0) return;
        var found = (await InTowns.On(db)(db, unknown).ToListAsync(stop)).ToLookup(site => site.TownCode);
        foreach (var town in unknown) known[town] = [.. found[town]];
    }

    /// <summary>
    /// The nearest of those that cover the village; else the nearest of the town; where only the place is known, the nearest of
    /// all. Null where the town has none, or nothing is known.
    /// </summary>
    public async Task<Site?> For(string? town, string? village, Place? place, CancellationToken stop)
    {
        if (town is null && place is null) return null;
        return (town is null ? all ??= await Everywhere.On(db)(db).ToListAsync(stop) : await In(town, stop))
            .OrderByDescending(site => village is not null && site.Territory.Contains(village))
            .ThenBy(site => place?.KmTo(site.Place) ?? 0)
            .ThenBy(site => site.Code, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private async Task<List<Site>> In(string town, CancellationToken stop)
    {
        await Look([town], stop);
        return known[town];
    }
}
