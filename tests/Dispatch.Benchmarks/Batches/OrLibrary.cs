namespace Dispatch.Benchmarks.Batches;

/// <summary>OR-Library's assignment problems, read in place.</summary>
internal static class OrLibrary
{
    public static IEnumerable<(string File, long Optimum)> Files { get; } = [("assign100", 305), ("assign200", 475), ("assign300", 626), ("assignp800", 2239)];

    /// <summary>The problem, or null when there is no such file in shared/data/orlib beside this checkout.</summary>
    public static Problem? Read(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", "orlib", $"{name}.txt") is var file && File.Exists(file)) return Parse(name, File.ReadAllText(file));
        return null;
    }

    /// <summary>The size, then all costs row by row; or, in the files with a p, row, column and cost of each arc.</summary>
    private static Problem Parse(string name, string text)
    {
        var numbers = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        var (size, rest) = (numbers[0], numbers[1..]);
        (int Expert, long CostM)[][] candidates = name.StartsWith("assignp", StringComparison.Ordinal)
            ? [.. rest.Chunk(3).GroupBy(arc => arc[0]).OrderBy(row => row.Key).Select(row => row.Select(arc => (arc[1] - 1, (long)arc[2])).ToArray())]
            : [.. rest.Chunk(size).Select(row => row.Select((cost, column) => (column, (long)cost)).ToArray())];
        return new Problem(name, [.. Enumerable.Repeat(-1, size)], [.. Enumerable.Range(0, size).Select(_ => new long[1])], candidates);
    }
}
