using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>By what totals are shown.</summary>
public enum By { District, Town, Station, Expert, Month, Skill }

/// <summary>How many of one kind, and how many people were reached.</summary>
public sealed record KindTotal(EntryKind Kind, long Quantity, long People);

/// <summary>Totals of one town, station, expert, month or set of skills. What was taken over from past years stands apart.</summary>
/// <param name="Key">Code of the town, station or expert, the month, or the skills, "PlantProtection+Seed" where several were needed; null for what has none.</param>
/// <param name="Name">Its name, where it has one.</param>
/// <param name="Counted">What the service has counted itself, each with its source.</param>
/// <param name="OpeningBalances">Figures taken over from elsewhere; part of no other number.</param>
public sealed record TotalsRow(string? Key, string? Name, IReadOnlyList<KindTotal> Counted, IReadOnlyList<KindTotal> OpeningBalances);

/// <summary>Totals of a stretch of months.</summary>
public sealed record TotalsView(By By, string? From, string? To, IReadOnlyList<TotalsRow> Rows);

/// <summary>
/// Totals from the kept sums. By expert, a team's work stands once in each member's row; everywhere else once. By skill they
/// are added up from the entries and their sources: what needed several skills stands in a row of its own.
/// </summary>
public static class ReadTotals
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ledger/totals", Get)
        .WithName("ledgerTotals").WithTags("Ledger").WithSummary("What was done, by town, station, expert, month or skill 台账汇总")
        .Produces<TotalsView>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="db">The database.</param>
    /// <param name="months">Which months, both ends included.</param>
    /// <param name="by">By what.</param>
    /// <param name="zone">The district's time zone.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<TotalsView> Read(DispatchDb db, Months months, By by, TimeZoneInfo zone, CancellationToken stop)
    {
        var sums = by == By.Skill ? await OfSkills(db, months, zone, stop) : await Kept(db, months, by, stop);
        var names = await Names(db, by, stop);
        var rows = sums.GroupBy(sum => sum.Key).Select(group =>
        {
            var (code, name) = names.GetValueOrDefault(group.Key, (group.Key, by == By.Skill ? SkillsOf(group.Key) : null));
            return new TotalsRow(
                code.Length == 0 ? null : code,
                name,
                [.. group.Where(sum => !sum.Opening).OrderBy(sum => sum.Kind).Select(sum => new KindTotal(sum.Kind, sum.Quantity, sum.People))],
                [.. group.Where(sum => sum.Opening).OrderBy(sum => sum.Kind).Select(sum => new KindTotal(sum.Kind, sum.Quantity, sum.People))]);
        });
        return new TotalsView(by, months.From is null ? null : months.First, months.To is null ? null : months.Last, [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal)]);
    }

    private static Task<List<Sum>> Kept(DispatchDb db, Months months, By by, CancellationToken stop)
    {
        var (dimension, first, last) = (by == By.Month ? Dimension.District : Enum.Parse<Dimension>(by.ToString()), months.First, months.Last);
        return db.Set<Total>()
            .Where(total => total.Dimension == dimension && total.Month.CompareTo(first) >= 0 && total.Month.CompareTo(last) <= 0)
            .GroupBy(total => new { Key = by == By.Month ? total.Month : total.Key, total.Kind, total.Opening })
            .Select(group => new Sum(group.Key.Key, group.Key.Kind, group.Key.Opening, group.Sum(total => total.Quantity), group.Sum(total => total.People)))
            .ToListAsync(stop);
    }

    private static async Task<List<Sum>> OfSkills(DispatchDb db, Months months, TimeZoneInfo zone, CancellationToken stop)
    {
        var (start, end) = (months.Start(zone), months.End(zone));
        var sums = await db.Set<Entry>().IgnoreAutoIncludes().Where(entry => entry.HappenedAt >= start && entry.HappenedAt < end)
            .LeftJoin(SourceSkills.Of(db), entry => entry.Source, source => source.Id, (entry, source) => new { entry.Kind, entry.Counted, entry.Quantity, entry.People, source!.Needs })
            .GroupBy(one => new { one.Needs, one.Kind, one.Counted })
            .Select(group => new { group.Key.Needs, group.Key.Kind, group.Key.Counted, Quantity = group.Sum(one => (long)one.Quantity), People = group.Sum(one => (long)one.People) })
            .ToListAsync(stop);
        return [.. sums.GroupBy(sum => (Key: SourceSkills.KeyOf(sum.Needs), Kind: sum.Counted ?? sum.Kind, Opening: sum.Kind == EntryKind.OpeningBalance))
            .Select(group => new Sum(group.Key.Key, group.Key.Kind, group.Key.Opening, group.Sum(sum => sum.Quantity), group.Sum(sum => sum.People)))];
    }

    private static string? SkillsOf(string key) => key.Length == 0 ? null : string.Join('、', SourceSkills.Read(key).Select(skill => skill.Chinese()));

    private static async Task<IResult> Get(string? from, string? to, string? by, DispatchDb db, Limits limits, CancellationToken stop)
    {
        var check = new Check();
        var dimension = check.Word<By>("by", by) ?? By.District;
        check.Done();
        return Results.Ok(await Read(db, Months.Read(from, to), dimension, limits.FieldHours.Zone, stop));
    }

    private static async Task<Dictionary<string, (string Code, string? Name)>> Names(DispatchDb db, By by, CancellationToken stop) => by switch
    {
        By.Town => await db.Set<Town>().ToDictionaryAsync(town => town.Code, town => (town.Code, (string?)town.Name), stop),
        By.Station => (await db.Set<Station>().Select(station => new { station.Id, station.Code, station.Name }).ToListAsync(stop))
            .ToDictionary(station => station.Id.ToString(), station => (station.Code, (string?)station.Name)),
        By.Expert => (await db.Set<Expert>().Select(expert => new { expert.Id, expert.Code, expert.Name }).ToListAsync(stop))
            .ToDictionary(expert => expert.Id.ToString(), expert => (expert.Code, (string?)expert.Name)),
        _ => [],
    };

    private sealed record Sum(string Key, EntryKind Kind, bool Opening, long Quantity, long People);
}
