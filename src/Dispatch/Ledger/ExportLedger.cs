using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>
/// The whole ledger, every field of every entry, so that anybody can recompute sums and hashes, and beside the ids the codes
/// and tracking numbers that people know; as CSV, or row by row for whoever writes another file.
/// </summary>
public static class ExportLedger
{
    private const int Page = 500;

    /// <summary>A leading "=" or the like would run as a formula when a spreadsheet opens the file; a minus is a reversal's.</summary>
    private static readonly CsvWriterOptions Form = new() { Injection = CsvInjection.Escape, InjectionCharacters = "=+@\t\r" };

    /// <summary>What the fields of a row are called.</summary>
    public static IReadOnlyList<string> Header { get; } =
        ["sequence", "kind", "counted", "quantity", "people", "experts", "expertCodes", "station", "stationCode", "town", "happenedAt", "recordedAt", "source", "tracking", "skills", "occasion", "reverses", "words", "hash"];

    /// <returns>How many entries were written.</returns>
    public static async Task<long> Write(DispatchDb db, TextWriter to, CancellationToken stop)
    {
        await using var csv = CsvWriter.Create(to, Form, leaveOpen: true);
        await Line(csv, Header);
        var count = 0L;
        await foreach (var row in Rows(db, stop))
        {
            await Line(csv, row.Select(Text));
            count++;
        }
        return count;
    }

    /// <summary>The fields of each entry, as <see cref="Header"/> names them: numbers as numbers and times as times.</summary>
    public static async IAsyncEnumerable<object?[]> Rows(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        var codes = await Codes.Load(db, stop);
        await foreach (var page in StoredEntries.Read(db, stop).Chunk(Page).WithCancellation(stop))
        {
            var (numbers, skills) = (await Numbers(db, page, stop), await Skills(db, page, stop));
            foreach (var entry in page) yield return Fields(entry, codes, numbers.GetValueOrDefault(entry.Source), skills.GetValueOrDefault(entry.Source));
        }
    }

    private static Task<Dictionary<Guid, string>> Numbers(DispatchDb db, Entry[] page, CancellationToken stop)
    {
        var sources = page.Select(entry => new OrderId(entry.Source)).Distinct().ToList();
        return db.Set<Order>().IgnoreAutoIncludes().Where(order => sources.Contains(order.Id)).Select(order => new { order.Id, order.Tracking })
            .ToDictionaryAsync(order => order.Id.Value, order => order.Tracking.Value, stop);
    }

    private static Task<Dictionary<Guid, string>> Skills(DispatchDb db, Entry[] page, CancellationToken stop)
    {
        var sources = page.Select(entry => entry.Source).Distinct().ToList();
        return SourceSkills.Of(db).Where(source => sources.Contains(source.Id)).ToDictionaryAsync(source => source.Id, source => SourceSkills.KeyOf(source.Needs), stop);
    }

    private static async Task Line(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        await csv.EndRecordAsync();
    }

    private static object?[] Fields(Entry entry, Codes codes, string? tracking, string? skills) =>
    [
        entry.Sequence,
        entry.Kind.ToString(),
        entry.Counted?.ToString(),
        entry.Quantity,
        entry.People,
        string.Join(' ', entry.Experts.Select(share => share.Expert.ToString()).Order(StringComparer.Ordinal)),
        string.Join(' ', entry.Experts.Select(share => codes.Experts.GetValueOrDefault(share.Expert, "?")).Order(StringComparer.Ordinal)),
        entry.Station?.ToString(),
        entry.Station is { } station ? codes.Stations.GetValueOrDefault(station, "?") : null,
        entry.TownCode,
        entry.HappenedAt,
        entry.RecordedAt,
        entry.Source.ToString(),
        tracking,
        skills,
        entry.Occasion,
        entry.Reverses,
        entry.Words,
        entry.Hash,
    ];

    private static string? Text(object? field) => field switch
    {
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string?)field,
    };

    private sealed record Codes(Dictionary<ExpertId, string> Experts, Dictionary<StationId, string> Stations)
    {
        public static async Task<Codes> Load(DispatchDb db, CancellationToken stop) => new(
            await db.Set<Expert>().Select(expert => new { expert.Id, expert.Code }).ToDictionaryAsync(expert => expert.Id, expert => expert.Code, stop),
            await db.Set<Station>().Select(station => new { station.Id, station.Code }).ToDictionaryAsync(station => station.Id, station => station.Code, stop));
    }
}
