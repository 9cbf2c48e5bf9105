using System.Text;
using CsvHelper;
using Dispatch.Domain;
using Dispatch.Http;
using Dispatch.Persistence;

namespace Dispatch.Importing;

/// <summary>A list that can be imported: its columns, and what is made of its rows.</summary>
public interface IImport
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    IReadOnlyList<Column> Columns { get; }

    /// <summary>The key of the sentence that says what the rows came to: added, changed, unchanged and bad ones.</summary>
    string Counts => "Import.Rows";

    /// <summary>Loads what the rows refer to, once.</summary>
    Task Open(CancellationToken stop);

    /// <summary>Checks a page of rows and counts what they would change; when told to write, writes and saves it. Rows that are bad say so in their check.</summary>
    Task<Tally> Take(IReadOnlyList<Row> rows, bool write, CancellationToken stop);
}

/// <summary>What rows came to.</summary>
public readonly record struct Tally(int Added, int Changed, int Unchanged, int Bad)
{
    public static Tally operator +(Tally one, Tally other) =>
        new(one.Added + other.Added, one.Changed + other.Changed, one.Unchanged + other.Unchanged, one.Bad + other.Bad);

    public static Tally Add(Tally left, Tally right) => left + right;
}

/// <summary>Something wrong in a file: the line (0 for the whole file), the field as the file calls it, and what is wrong.</summary>
public sealed record RowError(int Line, string Field, string Key, params object[] Values)
{
    /// <summary>"farmers.csv: line 12, phone: is not a phone number".</summary>
    public string Said(string file, string language) =>
        Line == 0 ? Texts.In(language, "FileError", file, Texts.In(language, Key, Values))
        : Field.Length == 0 ? Texts.In(language, "LineError", file, Line, Texts.In(language, Key, Values))
        : Texts.In(language, "RowError", file, Line, Field, Texts.In(language, Key, Values));
}

/// <summary>What an import did.</summary>
/// <param name="Rows">Added, changed, unchanged and bad rows.</param>
/// <param name="Refused">Whether nothing was taken because something is wrong.</param>
/// <param name="Ignored">Columns of the file that mean nothing to the list.</param>
public sealed record ImportReport(Tally Rows, bool Refused, IReadOnlyList<string> Ignored);

/// <summary>
/// Imports a list: first reads all of it and changes nothing, then, when every row is good or bad ones may be
/// skipped, writes it in one transaction. Killed in between, it has done nothing.
/// </summary>
public sealed class CsvImport(DispatchDb db)
{
    /// <summary>Who has written what was imported.</summary>
    public static readonly Actor By = new(Role.Administrator, "import");

    private const int Page = 1000;

    /// <param name="list">Which list.</param>
    /// <param name="file">The CSV file; must be seekable.</param>
    /// <param name="dryRun">Only say what would be done.</param>
    /// <param name="skipBad">Take the good rows even when there are bad ones; where none is good, it is refused all the same.</param>
    /// <param name="complain">Hears of everything wrong, in the order of the file.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<ImportReport> Run(IImport list, Stream file, bool dryRun, bool skipBad, Action<RowError> complain, CancellationToken stop)
    {
        try
        {
            await list.Open(stop);
            var (rows, ignored) = await Pass(list, file, write: false, complain, stop);
            var nothingGood = rows.Added + rows.Changed + rows.Unchanged == 0;
            var refused = rows.Bad > 0 && (!skipBad || nothingGood);
            if (!refused && !dryRun && rows.Added + rows.Changed > 0) await Write(list, file, stop);
            return new ImportReport(rows, refused, ignored);
        }
        catch (DecoderFallbackException)
        {
            complain(new RowError(0, "", "NotUtf8"));
        }
        catch (CsvFormatException endless)
        {
            complain(new RowError((int)endless.LineNumber, "", "QuoteOpen"));
        }
        catch (EndlessQuote endless)
        {
            complain(new RowError(endless.Line, "", "QuoteOpen"));
        }
        catch (BadInput header)
        {
            foreach (var error in header.Errors) complain(new RowError(1, error.Field, error.Key, error.Values));
        }
        return new ImportReport(new Tally(0, 0, 0, Bad: 1), Refused: true, []);
    }

    private async Task Write(IImport list, Stream file, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await Pass(list, file, write: true, _ => { }, stop);
        await transaction.CommitAsync(stop);
    }

    private static async Task<(Tally Rows, IReadOnlyList<string> Ignored)> Pass(IImport list, Stream file, bool write, Action<RowError> complain, CancellationToken stop)
    {
        var sum = default(Tally);
        using var rows = await CsvRows.Open(file, list.Columns);
        await foreach (var page in rows.Pages(Page))
        {
            stop.ThrowIfCancellationRequested();
            sum += await list.Take(page, write, stop);
            foreach (var row in page.Where(row => row.Check.Failed))
            {
                sum += new Tally(0, 0, 0, Bad: 1);
                foreach (var error in row.Check.Errors) complain(new RowError(row.Line, row.AsWritten(error.Field), error.Key, error.Values));
            }
        }
        return (sum, rows.Headers.Ignored);
    }
}
