using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Ledger;

/// <summary>What the ledger still lacks about one order, so that it says what the order's row says.</summary>
public static class Reconciliation
{
    /// <param name="closings">All closings of the order.</param>
    /// <param name="holding">The occasion of the closing that holds; null while the order is open.</param>
    /// <param name="entries">All entries that stand on the order.</param>
    /// <returns>
    /// An entry for the closing that holds, a reversal for one that was counted and does not hold any more. A closing that
    /// was overtaken before it was counted has never stood in the ledger and needs neither.
    /// </returns>
    public static IEnumerable<Posting> Due(IEnumerable<Closing> closings, int? holding, IReadOnlyList<Entry> entries)
    {
        var reversed = entries.Select(entry => entry.Reverses).OfType<long>().ToHashSet();
        foreach (var entry in entries)
            if (entry.Reverses is null && entry.Occasion != holding && !reversed.Contains(entry.Sequence)) yield return Posting.Reversing(entry);
        foreach (var closing in closings)
            if (closing.Occasion == holding && !entries.Any(entry => entry.Occasion == holding) && Posting.Of(closing) is { } posting) yield return posting;
    }
}
