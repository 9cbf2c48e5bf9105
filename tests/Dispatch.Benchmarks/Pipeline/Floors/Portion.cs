namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>How many go together: where it is two and a half on average, two and three in turn; where too few were there, more the next time, and twice as many at most.</summary>
/// <param name="together">On average, by now.</param>
/// <param name="most">Never more.</param>
internal sealed class Portion(Func<double> together, int most = int.MaxValue)
{
    private double owed;

    /// <summary>For so many there is room; for one at least.</summary>
    public int Size => (int)Math.Clamp(owed + together(), 1, most);

    /// <summary>So many went, one at least.</summary>
    public void Take(int some) => owed = Math.Min(owed + together() - some, together());
}
