using System.Runtime.CompilerServices;
using Dispatch.Domain.Stations;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Rows that name a place, a station or an expert that there is not. In SQL, one join for each column that names another table.</summary>
internal static class Mentions
{
    private const string Code = "\"Code\"";
    private const string OfOrder = "COALESCE((SELECT \"Tracking\" FROM orders WHERE orders.\"Id\" = naming.\"Order\"), CAST(naming.\"Order\" AS text))";
    private const string OfExpert = "COALESCE((SELECT \"Code\" FROM experts WHERE experts.\"Id\" = naming.\"Expert\"), CAST(naming.\"Id\" AS text))";

    /// <summary>What tables are named by.</summary>
    private static readonly Dictionary<string, string> Key = new() { ["towns"] = "Code", ["villages"] = "Code", ["stations"] = "Id", ["experts"] = "Id" };

    /// <summary>A table, what its rows are known by, and which columns name what.</summary>
    private static readonly (string Table, string Known, (string Column, string Named)[] Names)[] All =
    [
        ("orders", "\"Tracking\"", [("TownCode", "towns"), ("VillageCode", "villages"), ("Station", "stations"), ("AskedFor", "experts")]),
        ("seats", OfOrder, [("Expert", "experts")]),
        ("offers", OfOrder, [("Expert", "experts")]),
        ("visits", OfOrder, [("Expert", "experts")]),
        ("farmers", "\"Phone\"", [("VillageCode", "villages")]),
        ("villages", Code, [("TownCode", "towns")]),
        ("stations", Code, [("TownCode", "towns")]),
        ("experts", Code, [("TownCode", "towns"), ("Station", "stations")]),
        ("lectures", "\"Title\"", [("TownCode", "towns"), ("Station", "stations")]),
        ("pairings", OfExpert, [("TownCode", "towns"), ("VillageCode", "villages"), ("Station", "stations")]),
    ];

    public static async IAsyncEnumerable<Breach> OfNothing(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var (table, known, names) in All)
            foreach (var (column, named) in names)
                await foreach (var mention in patient.Db.Database.SqlQueryRaw<Mention>(Missing(table, known, column, named)).AsAsyncEnumerable().WithCancellation(stop))
                    yield return new Breach(mention.Row, "Breach.NamesNothing", $"{table}.{column}", mention.What);
        await foreach (var breach in InTerritories(patient, stop)) yield return breach;
    }

    private static string Missing(string table, string known, string column, string named) =>
        $"""
        SELECT {known} AS "Row", CAST(naming."{column}" AS text) AS "What" FROM {table} naming
        WHERE naming."{column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {named} named WHERE named."{Key[named]}" = naming."{column}")
        """;

    private static async IAsyncEnumerable<Breach> InTerritories(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var villages = await patient.Db.Set<Village>().Select(village => village.Code).ToHashSetAsync(stop);
        await foreach (var station in patient.Of<Station>().Select(station => new { station.Code, station.Territory }).AsAsyncEnumerable().WithCancellation(stop))
            foreach (var village in station.Territory.Where(village => !villages.Contains(village)))
                yield return new Breach(station.Code, "Breach.NamesNothing", "stations.Territory", village);
    }

    private sealed record Mention(string Row, string What);
}
