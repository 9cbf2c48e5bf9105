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
    private readonly HashSet<long> badlyQuoted = [];

    private CsvRows(Stream file) => reader = CsvReader.Create(
        new StreamReader(file, Strict, detectEncodingFromByteOrderMarks: false, leaveOpen: true),
        new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = malformed => badlyQuoted.Add(malformed.LineNumber),
        });

    public Headers Headers { get; private set; } = null!;

    /// <exception cref="BadInput">The first line is not the list's header.</exception>
    /// <exception cref="DecoderFallbackException">Not UTF-8.</exception>
    public static async Task<CsvRows> Open(Stream file, IReadOnlyList<Column> columns)
    {
        file.Position = 0;
        var rows = new CsvRows(file);
        if (!await rows.reader.ReadAsync()) throw new BadInput("header", "EmptyFile");
        rows.Headers = Headers.Of(rows.reader.Current.ToArray(), columns);
        return rows;
    }

    /// <summary>Rows in pages, so that a long file needs no more memory than a short one. Blank rows are left out.</summary>
    /// <exception cref="DecoderFallbackException">Not UTF-8.</exception>
    /// <exception cref="CsvFormatException">A row is longer than any can be.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Row>> Pages(int size)
    {
        var page = new List<Row>(size);
        while (await reader.ReadAsync())
        {
            var fields = reader.Current.ToArray();
            if (Array.TrueForAll(fields, string.IsNullOrWhiteSpace)) continue;
            page.Add(Read(fields, reader.LineNumber));
            if (page.Count < size) continue;
            yield return page;
            page = new List<Row>(size);
        }
        if (page.Count > 0) yield return page;
    }

    public void Dispose() => reader.Dispose();

    private Row Read(string[] fields, long line)
    {
        var row = new Row((int)line, fields, Headers, keys);
        if (badlyQuoted.Contains(line)) row.Check.Fail("", "QuoteNotClosed");
        else if (fields.Length != Headers.Count) row.Check.Fail("", "FieldCount", fields.Length, Headers.Count);
        else if (Array.Exists(fields, field => field.Contains('\0', StringComparison.Ordinal))) row.Check.Fail("", "NotReadable");
        return row;
    }
}
