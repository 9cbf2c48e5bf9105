using System.Text;
using Dispatch.Http;

namespace Dispatch.Importing;

/// <summary>A column of a list: its name, and what else it may be called, in Chinese or English.</summary>
public sealed record Column(string Name, bool Required, params string[] Also)
{
    public IEnumerable<string> Names => Also.Prepend(Name);
}

/// <summary>Where a file has which column.</summary>
public sealed class Headers
{
    private readonly Dictionary<string, int> places = [];
    private readonly string[] written;

    private Headers(string[] written) => this.written = written;

    public int Count => written.Length;

    /// <summary>Columns of the file that mean nothing to this list.</summary>
    public IReadOnlyList<string> Ignored { get; private set; } = [];

    /// <summary>Matches what is written with the columns of a list; case, blanks, hyphens and underscores don't matter.</summary>
    /// <exception cref="BadInput">A column is missing, or is there twice; or something else than commas parts them.</exception>
    public static Headers Of(string[] written, IReadOnlyList<Column> columns)
    {
        var headers = new Headers(written);
        var check = new Check();
        if (written is [var line] && line.IndexOfAny([';', '\t', '；', '，']) is var at and >= 0) throw new BadInput("header", "OtherSeparator", line[at] == '\t' ? "Tab" : line[at]);
        foreach (var column in columns)
        {
            var names = column.Names.Select(Plain).ToHashSet();
            var places = Enumerable.Range(0, written.Length).Where(n => names.Contains(Plain(written[n]))).ToList();
            if (places.Count > 0) headers.places[column.Name] = places[0];
            if (places.Count > 1) check.Fail(column.Name, "ColumnTwice", string.Join(", ", places.Select(n => written[n].Trim())));
            if (places.Count == 0 && column.Required) check.Fail(column.Name, "MissingColumn", string.Join(", ", column.Names));
        }
        check.Done();
        headers.Ignored = [.. written.Where((header, n) => header.Trim().Length > 0 && !headers.places.ContainsValue(n))];
        return headers;
    }

    public int? PlaceOf(string column) => places.TryGetValue(column, out var place) ? place : null;

    /// <summary>The column as this file writes it.</summary>
    public string AsWritten(string column) => PlaceOf(column) is { } place ? written[place].Trim() : column;

    private static string Plain(string header)
    {
        var plain = new StringBuilder();
        foreach (var letter in Row.Narrow(header))
            if (letter is not (' ' or '_' or '-')) plain.Append(char.ToLowerInvariant(letter));
        return plain.ToString();
    }
}
