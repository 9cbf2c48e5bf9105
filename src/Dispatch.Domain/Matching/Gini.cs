namespace Dispatch.Domain.Matching;

/// <summary>
/// The Gini coefficient of a whole population: the mean absolute difference of all pairs, each with itself included, over
/// twice the mean (C. Gini, Variabilità e mutabilità, 1912; by ranks as in A. Sen, On Economic Inequality, 1973).
/// </summary>
public static class Gini
{
    /// <summary>0 when all have the same, also when all have nothing; 1 − 1/n when one of n has all; null when there is nobody.</summary>
    /// <param name="values">What each has, in any order and any one unit; finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative, infinite or no number.</exception>
    public static double? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0) return null;
        var (sum, weighted) = (0.0, 0.0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (!(sorted[i] >= 0) || double.IsInfinity(sorted[i])) throw new ArgumentOutOfRangeException(nameof(values), sorted[i], "A share is finite and not negative.");
            sum += sorted[i];
            weighted += ((2.0 * i) + 1 - sorted.Length) * sorted[i];
        }
        // Equal values may leave a trace of rounding below 0.
        return sum == 0 ? 0 : Math.Max(0, weighted / (sorted.Length * sum));
    }
}
