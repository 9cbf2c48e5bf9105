using System.Collections.Concurrent;
using System.Diagnostics;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>Sends orders to one side, the service or what is written by hand, and waits until each has its offer announced.</summary>
/// <param name="submit">Sends the order of a number; null comes back where it is not taken.</param>
/// <param name="offerOf">When the order's offer was announced, a timestamp of the stopwatch.</param>
internal sealed class Load(Func<int, Task<Guid?>> submit, Func<Guid, Task<long>> offerOf)
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(5);

    /// <summary>As fast as so many callers can, each one order after the other.</summary>
    /// <returns>How long it took from the first submission to the last offer.</returns>
    public async Task<Passed> AtOnce(int first, int orders, int callers)
    {
        var (start, taken, next) = (Stopwatch.GetTimestamp(), new ConcurrentBag<(Guid, long)>(), first - 1);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var n && n < first + orders)
                if (Stopwatch.GetTimestamp() is var sent && await submit(n) is { } id) taken.Add((id, sent));
        }));
        return await Passed(start, taken, orders);
    }

    /// <summary>So many a second, each when it is its time, whether or not those before have been answered: waits count from when it should have been sent.</summary>
    /// <param name="first">Number of the first order.</param>
    /// <param name="orders">How many.</param>
    /// <param name="perSecond">On average.</param>
    /// <param name="seed">Null for even gaps; else as calls come in, with gaps from an exponential distribution.</param>
    public async Task<Passed> Paced(int first, int orders, double perSecond, int? seed)
    {
        var (start, taken, at) = (Stopwatch.GetTimestamp(), new ConcurrentBag<(Guid, long)>(), 0.0);
        var random = seed is { } given ? new Random(given) : null;
        var under = new List<Task>();
        for (var n = first; n < first + orders; n++)
        {
            var due = start + (long)(at * Stopwatch.Frequency);
            // The pace of the load, not a wait for something.
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } wait) await Task.Delay(wait);
            under.Add(Send(n, due, taken));
            at += random is null ? 1 / perSecond : -Math.Log(1 - random.NextDouble()) / perSecond;
        }
        await Task.WhenAll(under);
        return await Passed(start, taken, orders);
    }

    private async Task Send(int number, long due, ConcurrentBag<(Guid, long)> taken)
    {
        if (await submit(number) is { } id) taken.Add((id, due));
    }

    private async Task<Passed> Passed(long start, IReadOnlyCollection<(Guid Id, long Sent)> taken, int orders)
    {
        // A ceiling for all together; only a lost order waits it out.
        var (last, ms, late) = (start, new List<double>(), Task.Delay(Ceiling));
        foreach (var (id, sent) in taken)
        {
            var offer = offerOf(id);
            if (await Task.WhenAny(offer, late) != offer) continue;
            last = Math.Max(last, await offer);
            ms.Add(Stopwatch.GetElapsedTime(sent, await offer).TotalMilliseconds);
        }
        return new Passed(Stopwatch.GetElapsedTime(start, last), ms, orders - ms.Count);
    }
}

/// <summary>How orders got through.</summary>
/// <param name="Time">From the first submission to the last offer.</param>
/// <param name="Ms">From submission to offer, each.</param>
/// <param name="Lost">How many were not taken, or not offered to anybody in time.</param>
internal sealed record Passed(TimeSpan Time, IReadOnlyList<double> Ms, int Lost)
{
    public double PerSecond => Ms.Count / Time.TotalSeconds;

    public double Percentile(int percent) => Percentiles.Of(Ms, percent);
}
