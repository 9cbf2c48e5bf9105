namespace Dispatch.Benchmarks;

internal static class Percentiles
{
    /// <summary>The smallest that at least so many of a hundred don't exceed; 0 where there are none.</summary>
    public static double Of(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Max(0, ((sorted.Length * percent) + 99) / 100 - 1)];
    }
}
