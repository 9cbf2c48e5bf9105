using System.Runtime.CompilerServices;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>Checks the whole ledger against itself and against what it stands on. Holds a few pages of it at a time; changes nothing.</summary>
public sealed class VerifyLedger(DispatchDb db, Limits limits)
{
    /// <summary>How long the news of a closing may take to the ledger before it is missed.</summary>
    public static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    /// <summary>For one question: with millions of entries an answer may take minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private Link last = Link.Start;

    /// <summary>The last entry that was read; its hash, kept elsewhere, shows later that nothing before it was rewritten.</summary>
    public Link Head => last;

    /// <summary>Everything that differs.</summary>
    /// <param name="settledBy">What happened after this may still be on its way to the ledger, and is not missed.</param>
    /// <param name="stop">Ends the wait.</param>
    public async IAsyncEnumerable<LedgerFinding> Run(DateTimeOffset settledBy, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var readers = await Readers.Of(db, 3, Patience, stop);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var holding = Fingerprint.Empty();
        var counted = Task.Run(() => Against.AddSources(readers[1], holding, enough.Token), enough.Token);
        try
        {
            await foreach (var finding in Found(readers[2], holding, counted, settledBy, stop)) yield return finding;
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAny(counted);
        }
    }

    /// <summary>Works the chain out from entries that were brought here, within the transaction that brought them.</summary>
    /// <returns>Its last link.</returns>
    /// <exception cref="InvalidDataException">An entry does not fit its hash.</exception>
    public static async Task<Link> ChainOf(DispatchDb db, CancellationToken stop)
    {
        var last = Link.Start;
        await foreach (var entry in StoredEntries.Read(db, stop))
        {
            last = new Link(entry.Sequence, Chain.HashOf(entry, last.Hash));
            if (last.Hash != entry.Hash) throw new InvalidDataException($"Entry {entry.Sequence} of the ledger does not fit its hash.");
        }
        return last;
    }

    private async IAsyncEnumerable<LedgerFinding> Found(DispatchDb beside, Fingerprint holding, Task counted, DateTimeOffset settledBy, [EnumeratorCancellation] CancellationToken stop)
    {
        last = Link.Start;
        var (totals, live, back) = (new Totals(limits.FieldHours.Zone), holding.Alike(), holding.Alike());
        await foreach (var finding in Chained(beside, totals, live, back, stop)) yield return finding;
        await foreach (var finding in Summed(totals, stop)) yield return finding;
        var undone = true;
        await foreach (var finding in Against.Reversals(db, stop))
        {
            undone = false;
            yield return finding;
        }
        await counted;
        holding.Add(back);
        // Where both count the same, and each reversal undoes what it names, no row can differ; which ones do takes far longer to find.
        if (undone && live.Matches(holding)) yield break;
        await foreach (var finding in Against.Sources(db, settledBy, stop)) yield return finding;
    }

    private async IAsyncEnumerable<LedgerFinding> Chained(DispatchDb beside, Totals totals, Fingerprint live, Fingerprint back, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var entry in StoredEntries.ReadAhead(db, beside, stop))
        {
            if (entry.Sequence != last.Sequence + 1)
                yield return new LedgerFinding(LedgerFault.SequenceGap, $"ledger {entry.Sequence}", last.Sequence);
            if (Chain.HashOf(entry, last.Hash) != entry.Hash)
                yield return new LedgerFinding(LedgerFault.HashBroken, $"ledger {entry.Sequence}");
            totals.Add(entry);
            Count(entry, live, back);
            last = new Link(entry.Sequence, entry.Hash);
        }
    }

    /// <summary>What is taken back stands on the other side, which is as if it were taken away on its own.</summary>
    private static void Count(Entry entry, Fingerprint live, Fingerprint back)
    {
        if (entry.Kind == EntryKind.OpeningBalance) return;
        if (entry.Reverses is null) live.Add(entry.Kind, entry.Source, entry.Occasion, entry.People);
        else back.Add(entry.Kind, entry.Source, entry.Occasion, unchecked(-entry.People));
    }

    private async IAsyncEnumerable<LedgerFinding> Summed(Totals totals, [EnumeratorCancellation] CancellationToken stop)
    {
        var missing = totals.Sums.ToDictionary();
        await foreach (var kept in db.Set<Total>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
        {
            var sum = missing.Remove(kept.About, out var made) ? made : Total.Empty(kept.About);
            if (!kept.SameSumAs(sum)) yield return Differs(kept, sum, await CodeOf(kept, stop));
        }
        foreach (var sum in missing.Values) yield return Differs(Total.Empty(sum.About), sum, await CodeOf(sum, stop));
    }

    /// <summary>Stations and experts are summed up by id; people know them by code.</summary>
    private async Task<string> CodeOf(Total total, CancellationToken stop)
    {
        if (!Guid.TryParse(total.Key, out var id)) return total.Key;
        var code = total.Dimension == Dimension.Station
            ? await db.Set<Station>().Where(station => station.Id == new StationId(id)).Select(station => station.Code).FirstOrDefaultAsync(stop)
            : await db.Set<Expert>().Where(expert => expert.Id == new ExpertId(id)).Select(expert => expert.Code).FirstOrDefaultAsync(stop);
        return code ?? total.Key;
    }

    private static LedgerFinding Differs(Total kept, Total sum, string code) => new(
        LedgerFault.TotalDiffers,
        string.Join(' ', new[] { $"{kept.Dimension}", code, $"{kept.Kind}", kept.Opening ? $"{EntryKind.OpeningBalance}" : "", kept.Month }.Where(word => word.Length > 0)),
        kept.Quantity, kept.People, sum.Quantity, sum.People);
}
