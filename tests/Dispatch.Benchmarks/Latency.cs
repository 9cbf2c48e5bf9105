using System.Diagnostics;

namespace Dispatch.Benchmarks;

/// <summary>How long each of many acts took, on one thread, and what they allocated.</summary>
internal sealed class Latency
{
    private readonly List<long> ticks = [];
    private long bytes;

    public int Count => ticks.Count;

    public TimeSpan Spent { get; private set; }

    public double MedianUs => PercentileUs(50);

    public double P99Us => PercentileUs(99);

    public double BytesEach => (double)bytes / Count;

    public TAnswer Of<TAsked, TAnswer>(Func<TAsked, TAnswer> act, TAsked asked)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var answer = act(asked);
        var end = Stopwatch.GetTimestamp();
        bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
        ticks.Add(end - start);
        Spent += Stopwatch.GetElapsedTime(start, end);
        return answer;
    }

    /// <summary>Goes round until the compiler has had its time to optimise.</summary>
    public static void WarmUp<TAsked, TAnswer>(Func<TAsked, TAnswer> act, IReadOnlyList<TAsked> asked, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; Stopwatch.GetElapsedTime(start) < time; n = (n + 1) % asked.Count) act(asked[n]);
    }

    private double PercentileUs(int percent) => Percentiles.Of(ticks.Select(taken => (double)taken), percent) * 1e6 / Stopwatch.Frequency;
}
