using System.Net.Sockets;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Messaging;

/// <summary>Brings rows of the outbox to the bus, each confirmed by itself: one that does not go out holds nobody up.</summary>
public sealed class Publishing(IBusControl bus, BusSettings settings, Subscriptions subscriptions, Traffic traffic, TimeProvider clock, ILogger<Publishing> log)
{
    /// <summary>So often a message fails that the transport would take before it is put aside.</summary>
    private const int Tries = 5;
    private static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(20);
    private readonly Dictionary<long, int> underWay = [];

    /// <summary>A broker confirms also what no queue is bound to. So nothing is published before every consumer here has its queue; those of other processes are declared with the publishing.</summary>
    public bool IsHeard() => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <param name="db">Where what can't go out is put aside.</param>
    /// <param name="rows">In the order of commits.</param>
    /// <param name="through">Gets the sequences of those that are confirmed or put aside; the others are to be tried again.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Whether all are through.</returns>
    public async Task<bool> Publish(DispatchDb db, IReadOnlyList<OutboxRow> rows, ICollection<long> through, CancellationToken stop)
    {
        foreach (var row in rows)
            if (underWay.TryAdd(row.Sequence, 0)) traffic.Sending(row);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Confirmation);
        var outcomes = await Task.WhenAll(rows.Select(row => Try(row, limit.Token)));
        foreach (var (row, _) in outcomes.Where(one => one.Why is null)) Through(row, through);
        var failed = outcomes.Where(one => one.Why is not null).ToLookup(one => IsForGood(one.Row, one.Why!));
        foreach (var (row, why) in failed[true])
        {
            await PutAside(db, row, why!, stop);
            Through(row, through);
        }
        return !failed[false].Any();
    }

    /// <summary>What need not be kept goes out without the outbox, and the traffic does not know of it.</summary>
    /// <returns>Whether it went out.</returns>
    public async Task<bool> Prompt<T>(T prompt, CancellationToken stop)
        where T : class
    {
        if (!IsHeard()) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Confirmation);
        await bus.Publish(prompt, limit.Token);
        return true;
    }

    private async Task<(OutboxRow Row, Exception? Why)> Try(OutboxRow row, CancellationToken stop)
    {
        if (row.TryRead(out var unreadable) is not { } message) return (row, unreadable);
        // On a broker a stranger may listen; the embedded transport has only our own consumers.
        if (settings.Embedded && subscriptions.CopiesOf(row.Type) == 0) return (row, null);
        using var span = Traces.Sending(row);
        try
        {
            await bus.Publish(message, message.GetType(), context => context.MessageId = row.MessageId, stop);
            return (row, null);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogWarning(failure, "{Type} {Message} could not be published; it is tried again.", row.Type, row.MessageId);
            return (row, failure);
        }
    }

    /// <summary>What can't be read never will be; what a working transport does not take gets some tries; a broken one says nothing about the message.</summary>
    private bool IsForGood(OutboxRow row, Exception why) =>
        row.TryRead(out _) is null || (!IsOfTransport(why) && ++underWay[row.Sequence] >= Tries);

    private static bool IsOfTransport(Exception why) => why switch
    {
        OperationCanceledException or TimeoutException or IOException or SocketException or ObjectDisposedException => true,
        RabbitMQClientException or ConnectionException or TransportException => true,
        _ => why.InnerException is { } inner && IsOfTransport(inner),
    };

    private void Through(OutboxRow row, ICollection<long> through)
    {
        underWay.Remove(row.Sequence);
        through.Add(row.Sequence);
    }

    private async Task PutAside(DispatchDb db, OutboxRow row, Exception why, CancellationToken stop)
    {
        var failed = new ErrorRow { MessageId = row.MessageId, Consumer = ErrorRow.Outbox, Type = row.Type, Body = row.Body, Why = "", At = clock.GetUtcNow() };
        await ErrorRow.Note(db, failed, why, stop);
        await db.SaveChangesAsync(stop);
        traffic.Forget(row);
        log.LogError(why, "{Type} {Message} in the outbox can't be published; it is in the error queue.", row.Type, row.MessageId);
    }
}
