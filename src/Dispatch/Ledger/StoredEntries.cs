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
        await foreach (var page in Joined(Pages(db, stop), db, stop))
            foreach (var entry in page) yield return entry;
    }

    /// <summary>The same by two readers of one moment, whom nobody else asks anything meanwhile: one page is read while of another it is read who did it, and a third is looked at.</summary>
    internal static async IAsyncEnumerable<Entry> ReadAhead(DispatchDb db, DispatchDb other, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var page in Ahead(Joined(Ahead(Pages(db, stop), stop), other, stop), stop))
            foreach (var entry in page) yield return entry;
    }

    /// <summary>The next is worked on while one is looked at.</summary>
    private static async IAsyncEnumerable<T> Ahead<T>(IAsyncEnumerable<T> all, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var each = all.GetAsyncEnumerator(stop);
        var next = Next();
        try
        {
            while (await next)
            {
                var one = each.Current;
                next = Next();
                yield return one;
            }
        }
        finally
        {
            // Who has seen enough leaves nobody reading behind.
            await Task.WhenAny(next);
        }

        Task<bool> Next() => Task.Run(() => each.MoveNextAsync().AsTask(), CancellationToken.None);
    }

    private static async IAsyncEnumerable<List<(Entry Entry, string Hash)>> Pages(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            for (var after = long.MinValue; await All(db, Entries, after, Page, ReadEntry, stop) is [.., var last] page; after = last.Entry.Sequence) yield return page;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async IAsyncEnumerable<List<Entry>> Joined(IAsyncEnumerable<List<(Entry Entry, string Hash)>> pages, DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await foreach (var page in pages.WithCancellation(stop))
                yield return Joined(page, await All(db, Shares, page[0].Entry.Sequence - 1, page[^1].Entry.Sequence, row => (Entry: row.Number(0), Expert: new ExpertId(row.Id(1)!.Value)), stop));
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

    private static async Task<List<T>> All<T>(DispatchDb db, string sql, long after, long most, Func<PlainRow, T> read, CancellationToken stop)
    {
        var rows = new List<T>(Page);
        await foreach (var row in db.Rows(sql, read, stop, ("after", after), ("most", most))) rows.Add(row);
        return rows;
    }

    private static (Entry Entry, string Hash) ReadEntry(PlainRow row) => (new Entry
    {
        Sequence = row.Number(0),
        Kind = KindOf(row.Text(1)!),
        Counted = row.Text(2) is { } counted ? KindOf(counted) : null,
        Quantity = Whole(row.Number(3)),
        People = Whole(row.Number(4)),
        Station = row.Id(5) is { } station ? new StationId(station) : null,
        TownCode = row.Text(6),
        HappenedAt = At(row.Number(7)),
        RecordedAt = At(row.Number(8)),
        Source = row.Id(9)!.Value,
        Occasion = Whole(row.Number(10)),
        Reverses = row.NumberIfAny(11),
        Words = row.Text(12),
    }, row.Text(13)!);

    /// <summary>As kinds are stored: by name.</summary>
    /// <exception cref="InvalidDataException">There is no such kind.</exception>
    internal static EntryKind KindOf(string name) => Kinds.TryGetValue(name, out var kind) ? kind : throw new InvalidDataException($"The ledger has an entry of the kind '{name}', which there is not.");

    /// <summary>SQLite would keep more in such a column, and the rest is not to be left away.</summary>
    /// <exception cref="InvalidDataException">It is more than a number of 32 bits.</exception>
    internal static int Whole(long number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new InvalidDataException($"The ledger or what it stands on has the number {number}, which is too large.");

    private static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
