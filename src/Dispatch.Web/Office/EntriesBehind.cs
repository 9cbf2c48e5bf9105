using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>The entries that a number of the ledger stands on.</summary>
internal static class EntriesBehind
{
    /// <param name="db">The database.</param>
    /// <param name="kind">Of which kind; of any when null.</param>
    /// <param name="months">In which months.</param>
    /// <param name="zone">The district's time zone.</param>
    public static IQueryable<Entry> Of(DispatchDb db, EntryKind? kind, Months months, TimeZoneInfo zone)
    {
        var (start, end) = (months.Start(zone), months.End(zone));
        return db.Set<Entry>().AsNoTracking().Where(entry => entry.Kind != EntryKind.OpeningBalance && (kind == null || entry.Kind == kind) && entry.HappenedAt >= start && entry.HappenedAt < end);
    }

    /// <summary>Those of one row.</summary>
    /// <param name="entries">Among these.</param>
    /// <param name="db">The database.</param>
    /// <param name="by">By what rows are told apart.</param>
    /// <param name="key">The town's, station's or expert's code, or the skills; empty for what has none.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<IQueryable<Entry>> InRow(this IQueryable<Entry> entries, DispatchDb db, By? by, string key, CancellationToken stop)
    {
        var none = key.Length == 0;
        var (station, expert) = (StationId.For(key), ExpertId.For(key));
        return by switch
        {
            By.Town => entries.Where(entry => none ? entry.TownCode == null : entry.TownCode == key),
            By.Station => entries.Where(entry => none ? entry.Station == null : entry.Station == station),
            By.Expert => entries.Where(entry => entry.Experts.Any(share => share.Expert == expert)),
            By.Skill => await entries.About(db, key, stop),
            _ => entries,
        };
    }
}
