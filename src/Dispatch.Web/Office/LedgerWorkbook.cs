using System.Runtime.CompilerServices;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Dispatch.Web.Office;

/// <summary>The whole ledger as a workbook: the same rows as the CSV, with numbers and times as such, and a header in the reader's language.</summary>
internal sealed class LedgerWorkbook(DispatchDb db, Words say, TimeZoneInfo zone)
{
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly OpenXmlConfiguration Form = new() { AutoFilter = false, TableStyles = TableStyles.None };

    private Words Say { get; } = say;

    /// <summary>
    /// It is written row by row into a file that is gone once it has been sent, so that its size costs no memory. Words are
    /// cells of text, whatever they begin with, and never formulas.
    /// </summary>
    /// <remarks>Not by SaveAsAsync, which in 1.46.0 puts an element of the sheet among its rows, where spreadsheets may refuse it.</remarks>
    public async Task<Stream> Write(CancellationToken stop)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await Task.Run(() => file.SaveAs(Rows(stop).ToBlockingEnumerable(stop), sheetName: Say["Ledger"], configuration: Form), stop);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async IAsyncEnumerable<IDictionary<string, object?>> Rows([EnumeratorCancellation] CancellationToken stop)
    {
        var header = ExportLedger.Header.Select(field => Say[$"Column.{field}", zone.Id]).ToList();
        var none = true;
        await foreach (var row in ExportLedger.Rows(db, stop))
        {
            none = false;
            yield return header.Zip(row.Select(field => Cell(field))).ToDictionary();
        }
        if (none) yield return header.ToDictionary(name => name, _ => (object?)null);
    }

    private object? Cell(object? field) => field switch
    {
        DateTimeOffset at => TimeZoneInfo.ConvertTime(at, zone).DateTime,
        _ => field,
    };
}
