using System.Globalization;
using CsvHelper;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>
/// The whole ledger as CSV: every field of every entry, so that anybody can recompute sums and hashes, and beside the ids
/// the codes and tracking numbers that people know.
/// </summary>
public static class ExportLedger
{
    private const int Page = 500;

    /// <summary>A leading "=" or the like would run as a formula when a spreadsheet opens the file; a minus is a reversal's.</summary>
    private static readonly CsvWriterOptions Form = new() { Injection = CsvInjection.Escape, InjectionCharacters = "=+@\t\r" };

    private static readonly string[] Header =
        ["sequence", "kind", "counted", "quantity", "people", "experts", "expertCodes", "station", "stationCode", "town", "happenedAt", "recordedAt", "source", "tracking", "occasion", "reverses", "words", "hash"];

    /// <returns>How many entries were written.</returns>
    public static async Task<long> Write(DispatchDb db, TextWriter to, CancellationToken stop)
    {
        await using var csv = CsvWriter.Create(to, Form, leaveOpen: true);
        await Line(csv, Header);
        var count = 0L;
        var codes = await Codes.Load(db, stop);
        await foreach (var page in db.Set<Entry>().AsNoTracking().OrderBy(entry => entry.Sequence).AsAsyncEnumerable().Chunk(Page).WithCancellation(stop))
        {
            var numbers = await Numbers(db, page, stop);
            foreach (var entry in page) await Line(csv, Fields(entry, codes, numbers));
            count += page.Length;
        }
        return count;
    }

    private static Task<Dictionary<Guid, string>> Numbers(DispatchDb db, Entry[] page, CancellationToken stop)
    {
        var sources = page.Select(entry => new OrderId(entry.Source)).Distinct().ToList();
        return db.Set<Order>().IgnoreAutoIncludes().Where(order => sources.Contains(order.Id)).Select(order => new { order.Id, order.Tracking })
            .ToDictionaryAsync(order => order.Id.Value, order => order.Tracking.Value, stop);
    }

    private static async Task Line(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        await csv.EndRecordAsync();
    }

    private static IEnumerable<string?> Fields(Entry entry, Codes codes, Dictionary<Guid, string> numbers) =>
    [
        Text(entry.Sequence),
        entry.Kind.ToString(),
        entry.Counted?.ToString(),
        Text(entry.Quantity),
        Text(entry.People),
        string.Join(' ', entry.Experts.Select(share => share.Expert.ToString()).Order(StringComparer.Ordinal)),
        string.Join(' ', entry.Experts.Select(share => codes.Experts.GetValueOrDefault(share.Expert, "?")).Order(StringComparer.Ordinal)),
        entry.Station?.ToString(),
        entry.Station is { } station ? codes.Stations.GetValueOrDefault(station, "?") : null,
        entry.TownCode,
        entry.HappenedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        entry.RecordedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        entry.Source.ToString(),
        numbers.GetValueOrDefault(entry.Source),
        Text(entry.Occasion),
        entry.Reverses is { } reversed ? Text(reversed) : null,
        entry.Words,
        entry.Hash,
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Codes(Dictionary<ExpertId, string> Experts, Dictionary<StationId, string> Stations)
    {
        public static async Task<Codes> Load(DispatchDb db, CancellationToken stop) => new(
            await db.Set<Expert>().Select(expert => new { expert.Id, expert.Code }).ToDictionaryAsync(expert => expert.Id, expert => expert.Code, stop),
            await db.Set<Station>().Select(station => new { station.Id, station.Code }).ToDictionaryAsync(station => station.Id, station => station.Code, stop));
    }
}
