using System.Diagnostics;
using System.Threading.Channels;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>A message that has been committed to the outbox.</summary>
internal sealed record Outgoing(string Contract, Guid Id, byte[] Body);

/// <summary>Publishes what has been committed, as the service's relay does: up to a page at once, each confirmed; noted as sent a page at a time, or when it is calm.</summary>
internal sealed class FloorRelay(Store store, FloorBus bus)
{
    private const int Page = 200;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly Channel<Outgoing> committed = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Guid> confirmed = [];
    private long noted = Stopwatch.GetTimestamp();

    public void Add(Outgoing message) => committed.Writer.TryWrite(message);

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var page = await Wait(stop);
            await Task.WhenAll(page.Select(message => bus.Publish(message.Contract, message.Id, message.Body)));
            confirmed.AddRange(page.Select(message => message.Id));
            if (page.Count == 0 || confirmed.Count >= Page || (store.IsShared && Stopwatch.GetElapsedTime(noted) > Poll)) await Note();
        }
    }

    private async Task<IReadOnlyList<Outgoing>> Wait(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Poll);
        var page = new List<Outgoing>();
        try
        {
            await committed.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return page;
        }
        while (page.Count < Page && committed.Reader.TryRead(out var message)) page.Add(message);
        return page;
    }

    private async Task Note()
    {
        noted = Stopwatch.GetTimestamp();
        if (confirmed.Count == 0) return;
        await store.Commit([new Statement($"UPDATE outbox SET \"SentAt\" = $1 WHERE \"MessageId\" {store.OneOf(2)}", TimeProvider.System.GetUtcNow().UtcTicks, store.Keys(confirmed))]);
        confirmed.Clear();
    }
}
