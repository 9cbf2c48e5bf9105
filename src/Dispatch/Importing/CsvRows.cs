using System.Text;
using CsvHelper;
using Dispatch.Http;

namespace Dispatch.Importing;

/// <summary>Reads a CSV file row by row, in UTF-8 with or without a byte order mark.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>Bytes; so that a quote that is never closed does not swallow a large file.</summary>
    private const int LongestRow = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private readonly CsvReader reader;
    private readonly Dictionary<string, (int Line, Check Check)> keys = [];
    private readonly Dictionary<long, CsvMalformedRecord> badlyQuoted = [];

    private CsvRows(Stream file) => reader = CsvReader.Create(
        new StreamReader(file, Strict, detectEncodingFromByteOrderMarks: false, leaveOpen: true),
        new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = malformed => badlyQuoted[malformed.LineNumber] = malformed,
        });

    public Headers Headers { get; private set; } = null!;

    /// <exception cref="BadInput">The first line is not the list's header.</exception>
    /// <exception cref="EndlessQuote">A quotation mark in it is not closed.</exception>
    /// <exception cref="DecoderFallbackException">Not UTF-8.</exception>
    public static async Task<CsvRows> Open(Stream file, IReadOnlyList<Column> columns)
    {
        file.Position = 0;
        var rows = new CsvRows(file);
        if (!await rows.reader.ReadAsync()) throw new BadInput("header", "EmptyFile");
        var header = rows.reader.Current.ToArray();
        if (rows.EndlessIn(header) is { } endless) throw endless;
        rows.Headers = Headers.Of(header, columns);
        return rows;
    }

    /// <summary>Rows in pages, so that a long file needs no more memory than a short one. Blank rows are left out.</summary>
    /// <exception cref="DecoderFallbackException">Not UTF-8.</exception>
    /// <exception cref="CsvFormatException">A row is longer than any can be.</exception>
    /// <exception cref="EndlessQuote">A quotation mark is not closed; the rows before it have been given.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Row>> Pages(int size)
    {
        var page = new List<Row>(size);
        while (await reader.ReadAsync())
        {
            var fields = reader.Current.ToArray();
            if (EndlessIn(fields) is { } endless)
            {
                if (page.Count > 0) yield return page;
                throw endless;
            }
            if (Array.TrueForAll(fields, string.IsNullOrWhiteSpace)) continue;
            page.Add(Read(fields, reader.LineNumber));
            if (page.Count < size) continue;
            yield return page;
            page = new List<Row>(size);
        }
        if (page.Count > 0) yield return page;
    }

    public void Dispose() => reader.Dispose();

    /// <summary>Within a line a misplaced quotation mark spoils its row. One that takes further lines in has swallowed rows.</summary>
    private EndlessQuote? EndlessIn(string[] fields)
    {
        if (!badlyQuoted.TryGetValue(reader.LineNumber, out var malformed)) return null;
        var isLast = malformed.Reason == CsvMalformedReason.UnterminatedQuote;
        if (!isLast && !malformed.RawRecord.Contains('\n', StringComparison.Ordinal)) return null;
        // Fields before the one that never ends may have lines of their own, rightly quoted.
        var before = isLast ? fields[..^1].Sum(field => field.Count(letter => letter == '\n')) : 0;
        return new EndlessQuote((int)reader.LineNumber + before);
    }

    private Row Read(string[] fields, long line)
    {
        var row = new Row((int)line, fields, Headers, keys);
        if (badlyQuoted.ContainsKey(line)) row.Check.Fail("", "QuoteNotClosed");
        else if (fields.Length != Headers.Count) row.Check.Fail("", "FieldCount", fields.Length, Headers.Count);
        else if (Array.Exists(fields, field => field.Contains('\0', StringComparison.Ordinal))) row.Check.Fail("", "NotReadable");
        return row;
    }
}
