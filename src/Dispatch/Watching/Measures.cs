using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dispatch.Domain.Orders;

namespace Dispatch.Watching;

/// <summary>What this process counts and times of its own work. By kinds only: no number here is about a person, an expert or a place.</summary>
public sealed class Measures(IMeterFactory meters)
{
    public const string MeterName = "Dispatch";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Counter<long> facts = meters.Create(MeterName).CreateCounter<long>("dispatch.order.facts", "{fact}", "What happened to orders, by what it was");
    private readonly Counter<long> answers = meters.Create(MeterName).CreateCounter<long>("dispatch.offers.answered", "{offer}", "Offers that were accepted, declined, or lapsed in silence");
    private readonly Histogram<double> matching = meters.Create(MeterName).CreateHistogram("dispatch.match.duration", "s", "How long a round of matching took, over all that waits", advice: Seconds);

    /// <summary>Times a round of matching until what is returned is disposed.</summary>
    public IDisposable Matching() => new Timed(matching, Stopwatch.GetTimestamp());

    /// <param name="fact">As the history names it.</param>
    internal void Happened(string fact)
    {
        facts.Add(1, new KeyValuePair<string, object?>("fact", fact));
        if (AnswerOf(fact) is { } answer) answers.Add(1, new KeyValuePair<string, object?>("answer", answer));
    }

    private static string? AnswerOf(string fact) => fact switch
    {
        nameof(Accepted) => "accepted",
        nameof(Declined) => "declined",
        nameof(Lapsed) => "lapsed",
        _ => null,
    };

    private sealed class Timed(Histogram<double> histogram, long since) : IDisposable
    {
        public void Dispose() => histogram.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    }
}
