using System.Globalization;

namespace Dispatch.Domain.Ledger;

/// <summary>By what the ledger is added up. Stored by name.</summary>
public enum Dimension { District, Town, Station, Expert }

/// <summary>What one sum is about.</summary>
/// <param name="Dimension">By what it is added up.</param>
/// <param name="Key">Town code, station id or expert id; empty for the district and for what has none.</param>
/// <param name="Kind">What is counted.</param>
/// <param name="Opening">Whether it is the sum of opening balances, which are never mixed with the rest.</param>
/// <param name="Month">When it happened, "yyyy-MM" in the district's time zone.</param>
public readonly record struct TotalKey(Dimension Dimension, string Key, EntryKind Kind, bool Opening, string Month)
{
    /// <summary>The sums that an entry is part of.</summary>
    public static IEnumerable<TotalKey> Of(Entry entry, TimeZoneInfo zone)
    {
        var month = MonthOf(entry.HappenedAt, zone);
        TotalKey In(Dimension dimension, string? key) => new(dimension, key ?? "", entry.What, entry.Kind == EntryKind.OpeningBalance, month);
        yield return In(Dimension.District, "");
        yield return In(Dimension.Town, entry.TownCode);
        yield return In(Dimension.Station, entry.Station?.ToString());
        foreach (var share in entry.Experts) yield return In(Dimension.Expert, share.Expert.ToString());
    }

    /// <summary>"yyyy-MM" in a time zone.</summary>
    public static string MonthOf(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>A kept sum. It follows from the entries and can be made anew from them.</summary>
public sealed class Total
{
    public required Dimension Dimension { get; init; }

    public required string Key { get; init; }

    public required EntryKind Kind { get; init; }

    public required bool Opening { get; init; }

    public required string Month { get; init; }

    public long Quantity { get; private set; }

    public long People { get; private set; }

    /// <summary>How many entries are in it, reversals included; it only grows, so it tells two writers apart.</summary>
    public long Entries { get; private set; }

    public TotalKey About => new(Dimension, Key, Kind, Opening, Month);

    public static Total Empty(TotalKey key) => new() { Dimension = key.Dimension, Key = key.Key, Kind = key.Kind, Opening = key.Opening, Month = key.Month };

    public void Add(Entry entry)
    {
        Quantity += entry.Quantity;
        People += entry.People;
        Entries++;
    }

    public bool SameSumAs(Total other) => (Quantity, People, Entries) == (other.Quantity, other.People, other.Entries);

    /// <summary>Takes over the sum of another.</summary>
    public void Become(Total other) => (Quantity, People, Entries) = (other.Quantity, other.People, other.Entries);
}
