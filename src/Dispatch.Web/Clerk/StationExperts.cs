using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>An expert as a line of the list.</summary>
/// <param name="Expert">Who.</param>
/// <param name="Town">Where they start from.</param>
/// <param name="Km">How far that is from the station; null for who has none.</param>
/// <param name="Duty">Whether they are on duty.</param>
public sealed record ExpertLine(Expert Expert, string Town, double? Km, Duty Duty);

/// <summary>The experts of a station: those who belong to it, and those whose way leads there.</summary>
public sealed class StationExperts(DispatchDb db, Limits limits, TimeProvider clock)
{
    private const int MostOthers = 20;

    /// <summary>All who are still with the programme, by code; for a clerk those of the station, and the nearest of the others who go that far.</summary>
    public async Task<(IReadOnlyList<ExpertLine> Own, IReadOnlyList<ExpertLine> Others)> Of(StationId? station, CancellationToken stop)
    {
        var at = station is { } id ? await db.Set<Station>().AsNoTracking().Where(one => one.Id == id).Select(one => (Domain.Place?)one.Place).FirstOrDefaultAsync(stop) : null;
        var towns = await db.Set<Town>().AsNoTracking().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        var experts = (await db.Set<Expert>().AsNoTracking().Where(expert => expert.Active).OrderBy(expert => expert.Code).ToListAsync(stop)).ConvertAll(expert => Line(expert, at, towns));
        if (station is null) return (experts, []);
        var others = experts.Where(line => line.Expert.Station != station && line.Km <= line.Expert.TravelRadiusKm).OrderBy(line => line.Km).Take(MostOthers);
        return ([.. experts.Where(line => line.Expert.Station == station)], [.. others]);
    }

    private ExpertLine Line(Expert expert, Domain.Place? at, Dictionary<string, string> towns) =>
        new(expert, towns.GetValueOrDefault(expert.TownCode, ""), at?.KmTo(expert.Base), Duty.Of(expert, clock.GetUtcNow(), limits.FieldHours.Zone));
}
