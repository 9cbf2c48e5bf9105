using System.Threading.RateLimiting;

namespace Dispatch.Web.Serving;

/// <summary>So many within a minute, by the service's clock: the limiters of the platform go by the machine's and can't be given another.</summary>
internal sealed class MinuteWindow(int most, TimeProvider clock) : RateLimiter
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock counting = new();
    private long since = clock.GetTimestamp();
    private int taken;

    /// <summary>Once its minute is over it may be forgotten.</summary>
    public override TimeSpan? IdleDuration => clock.GetElapsedTime(since) - Minute is { Ticks: > 0 } idle ? idle : null;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (counting)
        {
            var gone = clock.GetElapsedTime(since);
            if (gone >= Minute) (since, taken, gone) = (clock.GetTimestamp(), 0, TimeSpan.Zero);
            if (taken + permitCount > most) return new Lease(Minute - gone);
            taken += permitCount;
            return new Lease(null);
        }
    }

    /// <summary>Nobody waits in a queue.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => ValueTask.FromResult(AttemptAcquireCore(permitCount));

    /// <param name="after">When to try again; null when it was granted.</param>
    private sealed class Lease(TimeSpan? after) : RateLimitLease
    {
        public override bool IsAcquired => after is null;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? after : null;
            return metadata is not null;
        }
    }
}
