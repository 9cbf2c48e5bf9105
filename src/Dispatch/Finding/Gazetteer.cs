using Dispatch.Domain;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Finding;

/// <summary>The district's towns and villages in memory, for looking up many.</summary>
public sealed class Gazetteer
{
    private readonly Dictionary<string, Town> towns;
    private readonly ILookup<string, Town> townsByName;
    private readonly ILookup<string, Village> villagesByName;

    private Gazetteer(List<Town> towns, List<Village> villages)
    {
        this.towns = towns.ToDictionary(town => town.Code);
        townsByName = towns.SelectMany(town => new[] { town.Code, town.Name, town.FormerName }.OfType<string>().Distinct().Select(name => (name, town)))
            .ToLookup(pair => pair.name, pair => pair.town);
        villagesByName = villages.OrderBy(village => village.Code)
            .SelectMany(village => new[] { village.Code, village.OfficialName, village.ShortName }.Distinct().Select(name => (name, village)))
            .ToLookup(pair => pair.name, pair => pair.village);
    }

    public static async Task<Gazetteer> Load(DispatchDb db, CancellationToken stop) =>
        new(await db.Set<Town>().AsNoTracking().ToListAsync(stop), await db.Set<Village>().AsNoTracking().ToListAsync(stop));

    /// <inheritdoc cref="FindVillage.Choose(string, IReadOnlyList{Town})"/>
    public (Town? Town, FieldError? Error) Town(string name) => FindVillage.Choose(name, [.. townsByName[name]]);

    /// <summary>The village in a town that has been found; who is told that it isn't there reads the town as they wrote it.</summary>
    public (Village? Village, FieldError? Error) Find(Town town, string written, string village) =>
        FindVillage.Choose(written, [town], village, [.. villagesByName[village]], code => towns.GetValueOrDefault(code)?.Name ?? code);

    /// <inheritdoc cref="FindVillage.Find"/>
    public (Village? Village, FieldError? Error) Find(string? town, string village) =>
        FindVillage.Choose(town, town is null ? [] : [.. townsByName[town]], village, [.. villagesByName[village]], code => towns.GetValueOrDefault(code)?.Name ?? code);

    /// <summary>Where a village is, or else its town.</summary>
    public Place? PlaceOf(Village village) => village.Place ?? towns.GetValueOrDefault(village.TownCode)?.Place;
}
