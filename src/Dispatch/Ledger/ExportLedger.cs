using System.Globalization;
using CsvHelper;
using Dispatch.Domain.Ledger;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>The whole ledger as CSV, every field of every entry, so that anybody can recompute sums and hashes.</summary>
public static class ExportLedger
{
    /// <summary>A leading "=" or the like would run as a formula when a spreadsheet opens the file; a minus is a reversal's.</summary>
    private static readonly CsvWriterOptions Form = new() { Injection = CsvInjection.Escape, InjectionCharacters = "=+@\t\r" };

    private static readonly string[] Header =
        ["sequence", "kind", "counted", "quantity", "people", "experts", "station", "town", "happenedAt", "recordedAt", "source", "occasion", "reverses", "words", "hash"];

    /// <returns>How many entries were written.</returns>
    public static async Task<long> Write(DispatchDb db, TextWriter to, CancellationToken stop)
    {
        await using var csv = CsvWriter.Create(to, Form, leaveOpen: true);
        await Line(csv, Header);
        var count = 0L;
        await foreach (var entry in db.Set<Entry>().AsNoTracking().OrderBy(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            await Line(csv, Fields(entry));
            count++;
        }
        return count;
    }

    private static async Task Line(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        await csv.EndRecordAsync();
    }

    private static IEnumerable<string?> Fields(Entry entry) =>
    [
        Text(entry.Sequence),
        entry.Kind.ToString(),
        entry.Counted?.ToString(),
        Text(entry.Quantity),
        Text(entry.People),
        string.Join(' ', entry.Experts.Select(share => share.Expert.ToString()).Order(StringComparer.Ordinal)),
        entry.Station?.ToString(),
        entry.TownCode,
        entry.HappenedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        entry.RecordedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        entry.Source.ToString(),
        Text(entry.Occasion),
        entry.Reverses is { } reversed ? Text(reversed) : null,
        entry.Words,
        entry.Hash,
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
