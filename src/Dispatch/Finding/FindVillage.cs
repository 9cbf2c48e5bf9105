using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Finding;

/// <summary>
/// Finds a village as people name it: by its twelve-digit code, or by town and name. Short names repeat across towns;
/// a town is found by its former name too. For one look-up; a <see cref="Gazetteer"/> is for many.
/// </summary>
public static class FindVillage
{
    private static readonly Compiled<Func<DispatchDb, string, IAsyncEnumerable<InTown>>> VillagesCalled = new(() => EF.CompileAsyncQuery((DispatchDb db, string name) =>
        from village in db.Set<Village>().AsNoTracking()
        where village.Code == name || village.ShortName == name || village.OfficialName == name
        join town in db.Set<Town>().AsNoTracking() on village.TownCode equals town.Code into its
        from town in its.DefaultIfEmpty()
        orderby village.Code
        select new InTown(village, town)));

    private static readonly Compiled<Func<DispatchDb, string, IAsyncEnumerable<Town>>> TownsCalled = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, string name) => db.Set<Town>().AsNoTracking().Where(row => row.Name == name || row.Code == name || row.FormerName == name)));

    /// <param name="db">The database.</param>
    /// <param name="town">The town's name or nine-digit code; may be null where the village is unmistakable.</param>
    /// <param name="village">The village's code, official name or short name.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The village, or why none was found: UnknownTown, UnknownVillage, VillageElsewhere or AmbiguousVillage with the candidates.</returns>
    public static async Task<(Village? Village, FieldError? Error)> Find(DispatchDb db, string? town, string village, CancellationToken stop)
    {
        var (_, found, error) = await Look(db, town, village, stop);
        return (found, error);
    }

    /// <summary>The town and the village of a request, as far as they are given; complains about the field when there is no such one.</summary>
    public static async Task<(Town? Town, Village? Village)> Village(this Check check, string? townName, string? villageName, DispatchDb db, CancellationToken stop)
    {
        var town = check.Optional("town", townName, 50);
        if (check.Optional("village", villageName, 50) is not { } name)
        {
            if (town is null) return default;
            var (only, unclear) = await Town(db, town, stop);
            if (unclear is not null) check.Fail("town", unclear.Key, unclear.Values);
            return (only, null);
        }
        var (itsTown, village, error) = await Look(db, town, name, stop);
        if (error is not null) check.Fail(error.Field, error.Key, error.Values);
        return (itsTown, village);
    }

    /// <summary>Where the village is, or its town's centre; null when neither is known.</summary>
    public static async Task<Domain.Place?> PlaceOf(DispatchDb db, Village village, CancellationToken stop) =>
        village.Place ?? await db.Set<Town>().Where(town => town.Code == village.TownCode).Select(town => town.Place).FirstOrDefaultAsync(stop);

    /// <summary>The towns of the villages come with them; for one that is named and none of theirs it asks once more.</summary>
    private static async Task<(Town? Town, Village? Village, FieldError? Error)> Look(DispatchDb db, string? town, string village, CancellationToken stop)
    {
        var called = await VillagesCalled.On(db)(db, village).ToListAsync(stop);
        var (villages, theirs) = (called.Select(one => one.Village).ToList(), called.Select(one => one.Town).OfType<Town>().ToList());
        var named = theirs.Where(row => IsCalled(row, town)).ToList();
        if (town is not null && named.Count == 0) named = await TownsCalled.On(db)(db, town).ToListAsync(stop);
        var (found, error) = Choose(town, named, village, villages, code => theirs.Find(row => row.Code == code)?.Name ?? code);
        return (theirs.Find(row => row.Code == found?.TownCode), found, error);
    }

    private static async Task<(Town? Town, FieldError? Error)> Town(DispatchDb db, string name, CancellationToken stop) =>
        Choose(name, await TownsCalled.On(db)(db, name).ToListAsync(stop));

    /// <summary>The town of this code or name among those that are called so; today's names before former ones. Or why it can't be told.</summary>
    internal static (Town? Town, FieldError? Error) Choose(string name, IReadOnlyList<Town> called)
    {
        var today = called.Where(town => town.Code == name || town.Name == name).ToList();
        return (today.Count > 0 ? today : called) switch
        {
            [var only] => (only, null),
            [] => (null, new FieldError("town", "UnknownTown", name)),
            var several => (null, new FieldError("town", "AmbiguousTown", name, string.Join(", ", several.OrderBy(town => town.Code, StringComparer.Ordinal).Select(town => $"{town.Name} ({town.Code})")))),
        };
    }

    internal static bool IsCalled(Town town, string? name) => town.Name == name || town.Code == name || town.FormerName == name;

    /// <summary>The one village among those of that name that is in the town; or why it can't be told.</summary>
    internal static (Village? Village, FieldError? Error) Choose(string? town, IReadOnlyList<Town> towns, string village, IReadOnlyList<Village> villages, Func<string, string> townName)
    {
        if (town is not null && towns.Count == 0) return (null, new FieldError("town", "UnknownTown", town));
        var there = town is null ? villages : [.. villages.Where(row => towns.Any(town => town.Code == row.TownCode))];
        return there switch
        {
            [var only] => (only, null),
            [] when villages.Count > 0 => (null, new FieldError("village", "VillageElsewhere", village, town!, Named(villages))),
            [] => (null, new FieldError("village", "UnknownVillage", village)),
            _ => (null, new FieldError("village", "AmbiguousVillage", village, Named(there))),
        };

        string Named(IEnumerable<Village> found) =>
            string.Join(", ", found.Select(row => $"{townName(row.TownCode)} {row.OfficialName} ({row.Code})"));
    }

    /// <summary>A village and its town, where that is known.</summary>
    private sealed record InTown(Village Village, Town? Town);
}
