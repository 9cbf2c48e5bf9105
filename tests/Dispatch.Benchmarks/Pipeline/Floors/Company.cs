namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>
/// Who comes waits for company: until as many are there as the service has together on average, or for a while. Whoever is quicker
/// finds fewer that wait, and would have more commits.
/// </summary>
/// <param name="together">How many; one waits for nobody.</param>
/// <param name="approach">What has to be free besides.</param>
internal sealed class Company(double together, Func<CancellationToken, Task<IDisposable>> approach)
{
    /// <summary>Longer than the service takes for any of its steps.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30);
    private readonly Lock gate = new();
    private TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double owed;
    private int here, wanted = 1;

    /// <summary>One is there.</summary>
    public void Come()
    {
        lock (gate)
            if (++here >= wanted) enough.TrySetResult();
    }

    /// <summary>So many are served now.</summary>
    public void Go(int some)
    {
        lock (gate) here -= some;
    }

    /// <summary>Returns when there are enough, and the approach is free.</summary>
    public async Task<IDisposable> Wait(CancellationToken stop)
    {
        await Enough().WaitAsync(Longest, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await approach(stop);
    }

    /// <summary>Where two and a half are together on average, it is two and three in turn.</summary>
    private Task Enough()
    {
        lock (gate)
        {
            owed += together;
            wanted = Math.Max(1, (int)owed);
            owed -= wanted;
            enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (here >= wanted) enough.SetResult();
            return enough.Task;
        }
    }
}
