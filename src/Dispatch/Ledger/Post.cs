using Dispatch.Contracts;
using Dispatch.Domain.Ledger;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>Adding entries at the end of the chain, with their sums and news. Saves nothing.</summary>
internal static class Posts
{
    private static readonly Compiled<Func<DispatchDb, Dimension, string, EntryKind, bool, string, CancellationToken, Task<Total?>>> Kept = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, Dimension dimension, string key, EntryKind kind, bool opening, string month, CancellationToken stop) =>
            db.Set<Total>().FirstOrDefault(total => total.Dimension == dimension && total.Key == key && total.Kind == kind && total.Opening == opening && total.Month == month)));

    private static readonly Compiled<Func<DispatchDb, CancellationToken, Task<Link?>>> Last = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, CancellationToken stop) => db.Set<Entry>().OrderByDescending(entry => entry.Sequence).Select(entry => (Link?)new Link(entry.Sequence, entry.Hash)).FirstOrDefault()));

    /// <remarks>
    /// The last entry is read before the sums: whoever posts in between takes the next sequence, and this one runs again.
    /// </remarks>
    public static async Task Post(this DispatchDb db, IEnumerable<Posting> postings, DateTimeOffset now, TimeZoneInfo zone, CancellationToken stop)
    {
        Link? last = null;
        foreach (var posting in postings)
        {
            var entry = posting.After(last ?? await db.LastLink(stop), now);
            foreach (var key in TotalKey.Of(entry, zone)) (await db.SumOf(key, stop)).Add(entry);
            db.Add(entry);
            db.Publish(new LedgerPosted { Sequence = entry.Sequence, Kind = entry.Kind.ToString(), Quantity = entry.Quantity }, now);
            last = new Link(entry.Sequence, entry.Hash);
        }
    }

    /// <summary>The end of the chain.</summary>
    public static async Task<Link> LastLink(this DispatchDb db, CancellationToken stop) => await Last.On(db)(db, stop) ?? Link.Start;

    private static async Task<Total> SumOf(this DispatchDb db, TotalKey key, CancellationToken stop) =>
        db.Set<Total>().Local.FindEntryUntyped([key.Dimension, key.Key, key.Kind, key.Opening, key.Month])?.Entity
            ?? await Kept.On(db)(db, key.Dimension, key.Key, key.Kind, key.Opening, key.Month, stop)
            ?? db.Add(Total.Empty(key)).Entity;
}
