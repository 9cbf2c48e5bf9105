using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Ledger;

/// <summary>All sums, made anew from the entries in memory. Of what entries have in common their sums are found together, and of each only once by its key.</summary>
public sealed class Totals(TimeZoneInfo zone)
{
    /// <summary>No time zone begins a month within one.</summary>
    private const long Quarter = 15 * TimeSpan.TicksPerMinute;

    private readonly Dictionary<TotalKey, Total> sums = [];
    private readonly Dictionary<(EntryKind Kind, EntryKind? Counted, string Month, string? Town, StationId? Station), Total[]> places = [];
    private readonly Dictionary<(EntryKind Kind, EntryKind? Counted, string Month, ExpertId Expert), Total> people = [];
    private (long Quarter, string Month) now = (-1, "");

    public IReadOnlyDictionary<TotalKey, Total> Sums => sums;

    public void Add(Entry entry)
    {
        var month = MonthOf(entry.HappenedAt);
        var place = (entry.Kind, entry.Counted, month, entry.TownCode, entry.Station);
        if (!places.TryGetValue(place, out var common))
            places[place] = common = [.. TotalKey.Of(entry, zone).Where(key => key.Dimension != Dimension.Expert).Select(Of)];
        foreach (var sum in common) sum.Add(entry);
        foreach (var share in entry.Experts)
        {
            var own = (entry.Kind, entry.Counted, month, share.Expert);
            if (!people.TryGetValue(own, out var sum)) people[own] = sum = Of(TotalKey.Of(entry, zone).First(key => key.Dimension == Dimension.Expert && key.Key == share.Expert.ToString()));
            sum.Add(entry);
        }
    }

    private Total Of(TotalKey key) => sums.TryGetValue(key, out var known) ? known : sums[key] = Total.Empty(key);

    private string MonthOf(DateTimeOffset at)
    {
        if (at.UtcTicks / Quarter != now.Quarter) now = (at.UtcTicks / Quarter, TotalKey.MonthOf(at, zone));
        return now.Month;
    }
}
