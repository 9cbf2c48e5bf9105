using Dispatch.Domain.Ledger;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>Makes the kept sums anew from the entries.</summary>
public static class RebuildTotals
{
    /// <returns>How many sums were wrong.</returns>
    /// <remarks>
    /// May run while entries are posted: the sums are read before the entries, so one that was posted to in between is
    /// no longer as it was read, and all is done again.
    /// </remarks>
    public static Task<int> Run(DispatchDb db, TimeZoneInfo zone, CancellationToken stop) =>
        db.Transact(
            async () =>
            {
                var kept = await db.Set<Total>().ToDictionaryAsync(total => total.About, stop);
                var last = await db.Set<Entry>().MaxAsync(entry => (long?)entry.Sequence, stop) ?? 0;
                var totals = new Totals(zone);
                await foreach (var entry in StoredEntries.Read(db, stop))
                {
                    // What is posted while this reads is in the sums already.
                    if (entry.Sequence > last) break;
                    totals.Add(entry);
                }
                db.RemoveRange(kept.Values.Where(total => !totals.Sums.ContainsKey(total.About)));
                foreach (var (key, sum) in totals.Sums)
                {
                    if (!kept.TryGetValue(key, out var total)) db.Add(sum);
                    else if (!total.SameSumAs(sum)) total.Become(sum);
                }
                return db.ChangeTracker.Entries<Total>().Count(row => row.State != EntityState.Unchanged);
            },
            stop);
}
