using System.Collections.Concurrent;
using System.Diagnostics;

namespace Dispatch.Benchmarks.Pages;

/// <summary>How long pages took, from asking to the last byte, and how many did not come.</summary>
internal sealed class PageTimes
{
    private readonly ConcurrentBag<double> ms = [];
    private int errors;

    public int Count => ms.Count;

    public int Errors => errors;

    public async Task<T> Of<T>(Func<Task<T>> page)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var came = await page();
            Add(Stopwatch.GetElapsedTime(start));
            return came;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref errors);
            throw;
        }
    }

    public void Add(TimeSpan took) => ms.Add(took.TotalMilliseconds);

    public double Percentile(int percent) => Percentiles.Of(ms, percent);
}
