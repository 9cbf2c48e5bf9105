using System.Data.Common;
using System.Runtime.CompilerServices;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>
/// The whole ledger as it is stored, in the order of the chain: for who looks at each of millions of entries. It is read by
/// pages, so that no database and no driver holds more, and past EF, whose way to an entry costs several times its hash.
/// </summary>
public static class StoredEntries
{
    private const int Page = 4_000;

    private const string Entries =
        """
        SELECT "Sequence", "Kind", "Counted", "Quantity", "People", "Station", "TownCode", "HappenedAt", "RecordedAt", "Source", "Occasion", "Reverses", "Words", "Hash"
        FROM ledger WHERE "Sequence" > @after ORDER BY "Sequence" LIMIT @most
        """;

    private const string Shares = """SELECT "Entry", "Expert" FROM ledger_experts WHERE "Entry" > @after AND "Entry" <= @most ORDER BY "Entry", "Expert" """;

    private static readonly Dictionary<string, EntryKind> Kinds = Enum.GetValues<EntryKind>().ToDictionary(kind => kind.ToString());

    /// <summary>Within a transaction they are all of one moment.</summary>
    public static async IAsyncEnumerable<Entry> Read(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var page in Pages(db, stop))
            foreach (var entry in page) yield return entry;
    }

    /// <summary>The same for who asks the database nothing else meanwhile: one page is read while another is looked at.</summary>
    internal static async IAsyncEnumerable<Entry> ReadAhead(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var pages = Pages(db, stop).GetAsyncEnumerator(stop);
        var next = Next();
        try
        {
            while (await next)
            {
                var page = pages.Current;
                next = Next();
                foreach (var entry in page) yield return entry;
            }
        }
        finally
        {
            // Who has seen enough leaves nobody reading behind.
            await Task.WhenAny(next);
        }

        Task<bool> Next() => Task.Run(() => pages.MoveNextAsync().AsTask(), CancellationToken.None);
    }

    private static async IAsyncEnumerable<List<Entry>> Pages(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            for (var after = long.MinValue; await All(db, Entries, after, Page, ReadEntry, stop) is [var first, ..] page; after = page[^1].Entry.Sequence)
            {
                var shares = await All(db, Shares, first.Entry.Sequence - 1, page[^1].Entry.Sequence, row => (Entry: row.GetInt64(0), Expert: new ExpertId(row.GetGuid(1))), stop);
                yield return Joined(page, shares);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static List<Entry> Joined(List<(Entry Entry, string Hash)> page, List<(long Entry, ExpertId Expert)> shares)
    {
        var (entries, by, n) = (new List<Entry>(page.Count), new List<ExpertId>(), 0);
        foreach (var (entry, hash) in page)
        {
            by.Clear();
            for (; n < shares.Count && shares[n].Entry <= entry.Sequence; n++)
                if (shares[n].Entry == entry.Sequence) by.Add(shares[n].Expert);
            entries.Add(entry.As(by, hash));
        }
        return entries;
    }

    private static async Task<List<T>> All<T>(DispatchDb db, string sql, long after, long most, Func<DbDataReader, T> read, CancellationToken stop)
    {
        var rows = new List<T>(Page);
        await foreach (var row in db.Rows(sql, read, stop, ("after", after), ("most", most))) rows.Add(row);
        return rows;
    }

    private static (Entry Entry, string Hash) ReadEntry(DbDataReader row) => (new Entry
    {
        Sequence = row.GetInt64(0),
        Kind = KindOf(row.GetString(1)),
        Counted = row.IsDBNull(2) ? null : KindOf(row.GetString(2)),
        Quantity = row.GetInt32(3),
        People = row.GetInt32(4),
        Station = row.IsDBNull(5) ? null : new StationId(row.GetGuid(5)),
        TownCode = row.IsDBNull(6) ? null : row.GetString(6),
        HappenedAt = At(row.GetInt64(7)),
        RecordedAt = At(row.GetInt64(8)),
        Source = row.GetGuid(9),
        Occasion = row.GetInt32(10),
        Reverses = row.IsDBNull(11) ? null : row.GetInt64(11),
        Words = row.IsDBNull(12) ? null : row.GetString(12),
    }, row.GetString(13));

    /// <summary>As kinds are stored: by name.</summary>
    /// <exception cref="InvalidDataException">There is no such kind.</exception>
    internal static EntryKind KindOf(string name) => Kinds.TryGetValue(name, out var kind) ? kind : throw new InvalidDataException($"The ledger has an entry of the kind '{name}', which there is not.");

    private static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
