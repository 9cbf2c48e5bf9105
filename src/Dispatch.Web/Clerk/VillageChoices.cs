using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>Villages as a clerk types them: "狼山镇富强村".</summary>
public sealed class VillageChoices(DispatchDb db)
{
    /// <summary>All, those of the station first.</summary>
    public async Task<IReadOnlyList<Choice>> Of(StationId? station, CancellationToken stop)
    {
        var own = station is { } id ? await db.Set<Station>().AsNoTracking().Where(one => one.Id == id).Select(one => one.Territory).FirstOrDefaultAsync(stop) : null;
        var towns = await db.Set<Town>().AsNoTracking().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        var villages = await db.Set<Village>().AsNoTracking().OrderBy(village => village.Code).ToListAsync(stop);
        return [.. villages.OrderByDescending(village => own?.Contains(village.Code) == true).Select(village => new Choice($"{towns.GetValueOrDefault(village.TownCode)}{village.ShortName}", village.ShortName, village.Code))];
    }

    /// <summary>The code of one that is in the list; else what was typed, for the API to read.</summary>
    public static string? CodeOf(IReadOnlyList<Choice> villages, string? typed) => villages.FirstOrDefault(village => village.Value == typed?.Trim())?.Hint ?? typed;
}
