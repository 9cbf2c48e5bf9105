using System.Globalization;
using CsvHelper;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Privacy;

/// <summary>The audit log as CSV, the latest first.</summary>
public static class AuditCsv
{
    /// <summary>A leading "=" or the like would run as a formula when a spreadsheet opens the file.</summary>
    private static readonly CsvWriterOptions Form = new() { Injection = CsvInjection.Escape };

    public static async Task Write(DispatchDb db, AuditWanted wanted, TextWriter to, CancellationToken stop)
    {
        await using var csv = CsvWriter.Create(to, Form, leaveOpen: true);
        await Line(csv, ["sequence", "at", "role", "name", "key", "act", "whose", "why", "address"]);
        await foreach (var row in ReadAudit.Rows(db, wanted).AsAsyncEnumerable().WithCancellation(stop))
            await Line(csv, [row.Sequence.ToString(CultureInfo.InvariantCulture), row.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), $"{row.Role}", row.Name, row.Key, row.Act, row.Whose, row.Why, row.Address]);
    }

    private static async Task Line(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields) csv.WriteField(field);
        await csv.EndRecordAsync();
    }
}
