namespace Dispatch.Benchmarks.Ledger;

internal static class Percentiles
{
    /// <summary>The smallest that at least so many of a hundred don't exceed.</summary>
    public static double Of(List<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, ((sorted.Length * percent) + 99) / 100 - 1)];
    }
}
