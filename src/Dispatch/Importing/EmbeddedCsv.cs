using System.Reflection;
using CsvHelper;

namespace Dispatch.Importing;

/// <summary>Reads the comma-separated lists that ship inside an assembly; UTF-8, with a header.</summary>
public static class EmbeddedCsv
{
    /// <summary>One value per row, in the file's order.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no such resource.</exception>
    public static IReadOnlyList<T> Read<T>(Assembly assembly, string resource, Func<CsvReader, T> row)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} carries no '{resource}'.");
        using var csv = CsvReader.Create(stream);
        var rows = new List<T>();
        while (csv.Read()) rows.Add(row(csv));
        return rows;
    }

    /// <summary>The cell, or null when it is empty.</summary>
    public static string? Filled(this CsvReader row, string column) =>
        row.GetString(column) is { Length: > 0 } cell ? cell : null;

    /// <summary>The cell as a member's name of <typeparamref name="T"/>, or null when it is empty.</summary>
    public static T? Named<T>(this CsvReader row, string column) where T : struct, Enum =>
        row.Filled(column) is { } cell ? Enum.Parse<T>(cell) : null;
}
