using System.Net.Sockets;
using System.Threading.Channels;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Dispatch.Watching;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Messaging;

/// <summary>Brings rows of the outbox to the bus, each confirmed by itself: one that does not go out, or of which there is no word, holds nobody up. One at a time asks it.</summary>
public sealed class Publishing(IServiceScopeFactory scopes, IBusControl bus, BusSettings settings, Subscriptions subscriptions, Traffic traffic, TimeProvider clock, ILogger<Publishing> log)
{
    /// <summary>So often a message fails that the transport would take before it is put aside.</summary>
    private const int Tries = 5;
    internal static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(20);
    private readonly Channel<(OutboxRow Row, Exception? Why)> word = Channel.CreateUnbounded<(OutboxRow, Exception?)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<long> onTheWay = [];
    private readonly Dictionary<long, int> failures = [];

    /// <summary>The sequences of those that were sent and are not settled.</summary>
    public IReadOnlyCollection<long> OnTheWay => onTheWay;

    /// <summary>A broker confirms also what no queue is bound to. So nothing is published before every consumer here has its queue; those of other processes are declared with the publishing.</summary>
    public bool IsHeard() => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>Sends them on their way, except those that are on it.</summary>
    /// <param name="rows">In the order of commits.</param>
    /// <param name="stop">Ends the wait for the broker's word.</param>
    /// <returns>Over when there is word of all.</returns>
    public async Task Send(IEnumerable<OutboxRow> rows, CancellationToken stop)
    {
        var going = rows.Where(row => onTheWay.Add(row.Sequence)).ToList();
        foreach (var row in going)
            if (failures.TryAdd(row.Sequence, 0)) traffic.Sending(row);
        using var late = new CancellationTokenSource(Confirmation, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        await Task.WhenAll(going.Select(row => Go(row, limit.Token)));
    }

    /// <summary>Waits until there is word of something, or for as long as given, or until it is to stop.</summary>
    public async Task WordAsync(TimeSpan atMost, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(atMost);
        Task some = word.Reader.WaitToReadAsync(limit.Token).AsTask();
        await some.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Draws the conclusions of all there is word of.</summary>
    /// <param name="through">Gets the sequences of those that are confirmed or put aside; the others are to be tried again.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Whether all are through.</returns>
    public async Task<bool> Settle(ICollection<long> through, CancellationToken stop)
    {
        var all = true;
        while (word.Reader.TryRead(out var one))
        {
            onTheWay.Remove(one.Row.Sequence);
            if (one.Why is not null && !(IsForGood(one.Row, one.Why) && await IsPutAside(one.Row, one.Why, stop)))
            {
                all = false;
                continue;
            }
            failures.Remove(one.Row.Sequence);
            through.Add(one.Row.Sequence);
        }
        return all;
    }

    /// <summary>What need not be kept goes out without the outbox, and the traffic does not know of it.</summary>
    /// <returns>Whether it went out.</returns>
    public async Task<bool> Prompt<T>(T prompt, CancellationToken stop)
        where T : class
    {
        if (!IsHeard()) return false;
        using var late = new CancellationTokenSource(Confirmation, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        await bus.Publish(prompt, limit.Token).WaitAsync(limit.Token);
        return true;
    }

    /// <summary>However it ends there is word of it: without, it would be on its way for ever.</summary>
    private async Task Go(OutboxRow row, CancellationToken stop)
    {
        Exception? why = new OperationCanceledException("It was broken off.");
        try
        {
            why = await Try(row, stop);
        }
        finally
        {
            word.Writer.TryWrite((row, why));
        }
    }

    /// <returns>Why it did not go out; null when it is confirmed.</returns>
    private async Task<Exception?> Try(OutboxRow row, CancellationToken stop)
    {
        try
        {
            if (row.TryRead(out var unreadable) is not { } message) return unreadable;
            // On a broker a stranger may listen; the embedded transport has only our own consumers.
            if (settings.Embedded && subscriptions.CopiesOf(row.Type) == 0) return null;
            using var span = Traces.Sending(row);
            // The transport may have lost who waits, and then heeds no token.
            await bus.Publish(message, message.GetType(), context => context.MessageId = row.MessageId, stop).WaitAsync(stop);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogWarning(failure, "{Type} {Message} could not be published; it is tried again.", row.Type, row.MessageId);
            return failure;
        }
    }

    /// <summary>What can't be read never will be; what a working transport does not take gets some tries; a broken one says nothing about the message.</summary>
    private bool IsForGood(OutboxRow row, Exception why) =>
        row.TryRead(out _) is null || (!IsOfTransport(why) && ++failures[row.Sequence] >= Tries);

    internal static bool IsOfTransport(Exception why) => why switch
    {
        OperationCanceledException or TimeoutException or IOException or SocketException or ObjectDisposedException => true,
        RabbitMQClientException or ConnectionException or TransportException => true,
        _ => why.InnerException is { } inner && IsOfTransport(inner),
    };

    /// <summary>In a transaction of its own: what claims the row may yet fail.</summary>
    private async Task<bool> IsPutAside(OutboxRow row, Exception why, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
            var failed = new ErrorRow { MessageId = row.MessageId, Consumer = ErrorRow.Outbox, Type = row.Type, Body = row.Body, Why = "", At = clock.GetUtcNow() };
            await ErrorRow.Note(db, failed, why, stop);
            await db.SaveChangesAsync(stop);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!stop.IsCancellationRequested) log.LogWarning(Passing.Whole(failure), "{Type} {Message} in the outbox could not be put aside ({Why}); it is tried again.", row.Type, row.MessageId, Passing.Why(failure));
            return false;
        }
        traffic.Forget(row);
        log.LogError(why, "{Type} {Message} in the outbox can't be published; it is in the error queue.", row.Type, row.MessageId);
        return true;
    }
}
