using System.Diagnostics.Metrics;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Notifying;
using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;

namespace Dispatch.Web.Watching;

/// <summary>
/// How the whole district stands, as gauges. The database is asked when somebody asks for the figures, and at most every few
/// seconds however many ask; a question that fails leaves out what it would have told, and says so by "up".
/// </summary>
internal sealed class District(IMeterFactory meters, IServiceScopeFactory scopes, IBusControl bus, Sinks sinks, Settings settings, TimeProvider clock, ILogger<District> log) : IDisposable
{
    /// <summary>Shorter than Prometheus' usual fifteen seconds.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1, 1);
    private long? asked;
    private bool databaseUp;
    private Standing? last;

    /// <summary>Asks anew, unless that was just done.</summary>
    public async Task Look(CancellationToken stop)
    {
        if (!settings.DistrictOnMetrics) return;
        await turn.WaitAsync(stop);
        try
        {
            if (asked is { } before && clock.GetElapsedTime(before) < Fresh) return;
            asked = clock.GetTimestamp();
            await Ask(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Creates the gauges, once.</summary>
    public void Show()
    {
        var meter = meters.Create(Measures.MeterName);
        meter.CreateObservableGauge("dispatch.bus.up", () => bus.CheckHealth().Status == BusHealthStatus.Healthy ? 1 : 0, null, "Whether messages go out");
        meter.CreateObservableGauge("dispatch.disk.free", Free, "By", "What is free where photos are kept, and by default the database");
        if (!settings.DistrictOnMetrics) return;
        meter.CreateObservableGauge("dispatch.database.up", () => databaseUp ? 1 : 0, null, "Whether the database answered when it was last asked");
        meter.CreateObservableGauge("dispatch.orders", () => By("state", last?.Orders), "{order}", "Open orders by state");
        meter.CreateObservableGauge("dispatch.orders.waiting.age", () => Age(last?.WaitingSince), "s", "For how long the oldest waiting order has waited for an expert");
        meter.CreateObservableGauge("dispatch.outbox.unsent", () => One(last?.Unsent), "{message}", "Messages that are written and not yet confirmed by the broker");
        meter.CreateObservableGauge("dispatch.outbox.age", () => Age(last?.UnsentSince), "s", "For how long the oldest of them has been there");
        meter.CreateObservableGauge("dispatch.ledger.entries", () => By("kind", last?.Entries), "{entry}", "Entries of the ledger by kind, reversals included");
        meter.CreateObservableGauge("dispatch.notices", () => By("state", last?.Notices), "{notice}", "Notices that are to go out, and those that were given up");
        meter.CreateObservableGauge("dispatch.queue.messages", () => Queues(depth => depth.Waiting), "{message}", "Messages that wait in a consumer's queue on the broker");
        meter.CreateObservableGauge("dispatch.queue.errors", () => Queues(depth => depth.Failed), "{message}", "Messages that failed and wait for a person, by the consumer's queue");
    }

    public void Dispose() => turn.Dispose();

    private async Task Ask(CancellationToken stop)
    {
        var (up, now) = (false, (Standing?)null);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            now = await Standing.Read(scope.ServiceProvider.GetRequiredService<DispatchDb>(), sinks, clock.GetUtcNow(), stop);
            up = true;
            if (bus.CheckHealth().Status == BusHealthStatus.Healthy) now = now with { Queues = await scope.ServiceProvider.GetRequiredService<ErrorQueues>().Depths(stop) };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            log.LogWarning(Passing.Whole(failure), "How the district stands could not be found out ({Why}).", Passing.Why(failure));
        }
        (databaseUp, last) = (up, now);
    }

    private long Free()
    {
        var folder = new DirectoryInfo(settings.Photos);
        while (folder is { Exists: false, Parent: { } parent }) folder = parent;
        return new DriveInfo(folder.FullName).AvailableFreeSpace;
    }

    private static IEnumerable<Measurement<long>> One(long? value) => value is { } known ? [new(known)] : [];

    /// <summary>0 when there is none, so that the curve comes down again.</summary>
    private IEnumerable<Measurement<double>> Age(DateTimeOffset? since) =>
        last is { } standing ? [new(since is { } then ? Math.Max(0, (standing.At - then).TotalSeconds) : 0)] : [];

    private static IEnumerable<Measurement<T>> By<TKey, T>(string label, IReadOnlyDictionary<TKey, T>? values)
        where TKey : struct, Enum
        where T : struct => values is null ? [] : values.Select(one => new Measurement<T>(one.Value, new KeyValuePair<string, object?>(label, one.Key.ToString())));

    private IEnumerable<Measurement<long>> Queues(Func<QueueDepth, long?> of) =>
        from depth in last?.Queues ?? [] where of(depth) is not null select new Measurement<long>(of(depth)!.Value, new KeyValuePair<string, object?>("queue", depth.Queue));
}
