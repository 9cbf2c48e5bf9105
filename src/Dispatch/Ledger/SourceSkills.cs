using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Ledger;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>What the source of entries asked for: the order's or the lecture's id, and the lists of needs of all its seats, one after the other.</summary>
public sealed record SourceNeeds(Guid Id, string Needs);

/// <summary>
/// Which skills an entry is about. Entries don't say so and are never changed, so it is asked of their sources: what the
/// seats of the order need, or the skill of the lecture. An entry is about one set of skills and no other, so that sums
/// by skill add up to what was done.
/// </summary>
public static class SourceSkills
{
    private const char And = '+';

    /// <summary>In SQL, because an entry's source is the id of one thing or another, and those have a type each.</summary>
    private const string Sql =
        """
        SELECT "Order" AS "Id", string_agg("Needs", ',') AS "Needs" FROM seats GROUP BY "Order"
        UNION ALL SELECT "Id", '[{{"skill":"' || "Skill" || '","level":"Junior"}}]' FROM lectures
        """;

    public static IQueryable<SourceNeeds> Of(DispatchDb db) => db.Database.SqlQueryRaw<SourceNeeds>(Sql);

    /// <summary>The entries that are about just these skills.</summary>
    /// <param name="entries">Among these.</param>
    /// <param name="db">The database.</param>
    /// <param name="key">As <see cref="KeyOf"/> writes them; empty for none.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<IQueryable<Entry>> About(this IQueryable<Entry> entries, DispatchDb db, string key, CancellationToken stop)
    {
        var sources = Of(db);
        if (key.Length == 0) return entries.Where(entry => !sources.Select(source => source.Id).Contains(entry.Source));
        var all = await sources.Select(source => source.Needs).Distinct().ToListAsync(stop);
        var these = all.FindAll(needs => KeyOf(needs) == key);
        return entries.Where(entry => sources.Where(source => these.Contains(source.Needs)).Select(source => source.Id).Contains(entry.Source));
    }

    /// <summary>"PlantProtection", or "PlantProtection+SoilAndFertiliser" where several were needed; empty where none was.</summary>
    public static string KeyOf(string? needs) => string.Join(And, Skills(needs));

    /// <summary>The skills of a key.</summary>
    public static IReadOnlyList<Skill> Read(string? key) =>
        [.. (key ?? "").Split(And).Select(name => Word.TryRead(name, out Skill skill) ? skill : (Skill?)null).OfType<Skill>()];

    private static IEnumerable<Skill> Skills(string? needs) =>
        JsonSerializer.Deserialize<List<List<SkillLevel>>>($"[{needs}]", StoredJson.Options)!.SelectMany(seat => seat).Select(need => need.Skill).Distinct().Order();
}
