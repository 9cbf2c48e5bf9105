using MassTransit;

namespace Dispatch.Messaging;

/// <summary>
/// Counts the copies of messages that this process has written and not yet seen handled, so that a demonstration,
/// a test or a stop can wait until all is quiet.
/// </summary>
public sealed class Traffic : IReceiveObserver
{
    private readonly Subscriptions subscriptions;
    private readonly StopLimit limit;
    private readonly Lock gate = new();
    private readonly HashSet<Guid> written = [];
    private long underWay;
    private long faults;
    private TaskCompletionSource? quiet;

    internal Traffic(Subscriptions subscriptions, StopLimit limit) => (this.subscriptions, this.limit) = (subscriptions, limit);

    /// <summary>Copies on their way or in hand.</summary>
    public long UnderWay => Interlocked.Read(ref underWay);

    /// <summary>Copies that failed for good, most of them into an error queue.</summary>
    public long Faults => Interlocked.Read(ref faults);

    /// <summary>Completes when nothing is under way; at once if so now.</summary>
    public Task QuietAsync()
    {
        lock (gate) return underWay == 0 ? Task.CompletedTask : (quiet ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>A message that goes out without the outbox.</summary>
    internal void Expect(string contract) => Count(subscriptions.CopiesOf(contract));

    internal void Expect(OutboxRow row)
    {
        lock (gate) written.Add(row.MessageId);
        Count(subscriptions.CopiesOf(row.Type));
    }

    internal void Forget(OutboxRow row)
    {
        lock (gate) written.Remove(row.MessageId);
        Count(-subscriptions.CopiesOf(row.Type));
    }

    /// <summary>It goes out from here. What another process wrote, or this one before it was restarted, counts from now.</summary>
    internal void Sending(OutboxRow row)
    {
        lock (gate)
            if (written.Remove(row.MessageId)) return;
        Count(subscriptions.CopiesOf(row.Type));
    }

    /// <summary>This copy waits for a time to pass: nobody waits for it.</summary>
    internal void Leave(ReceiveContext context)
    {
        // It is tried again.
        if (context.TryGetPayload<Uncounted>(out _)) return;
        Ignore(context);
        Count(-1);
    }

    /// <summary>This copy went out without the outbox, and was not expected.</summary>
    internal static void Ignore(ReceiveContext context) => context.GetOrAddPayload(() => new Uncounted());

    Task IReceiveObserver.PreReceive(ReceiveContext context) => Task.CompletedTask;

    /// <summary>What met no consumer was not expected: it can't be read, or comes by a binding that an older version has left on the broker.</summary>
    Task IReceiveObserver.PostReceive(ReceiveContext context)
    {
        if (context.TryGetPayload<Uncounted>(out _)) return Task.CompletedTask;
        if (context.IsDelivered || context.TryGetPayload<Met>(out _)) Count(-1);
        return Task.CompletedTask;
    }

    /// <summary>What can't even be read was not written by this process, so it is not waited for. What was broken off, or lost its connection, comes again.</summary>
    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception)
    {
        if (exception is not OperationCanceledException) Interlocked.Increment(ref faults);
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

    /// <summary>Said once all retries are over; the message is received all the same, and counted there. What was broken off is given back.</summary>
    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
    {
        context.ReceiveContext.GetOrAddPayload(() => new Met());
        if (!limit.HasBrokenOff(context, exception)) Interlocked.Increment(ref faults);
        return Task.CompletedTask;
    }

    private void Count(int change)
    {
        TaskCompletionSource? reached = null;
        lock (gate)
        {
            underWay += change;
            if (underWay == 0) (reached, quiet) = (quiet, null);
        }
        reached?.SetResult();
    }

    /// <summary>A consumer has tried this copy, and failed.</summary>
    private sealed class Met;

    /// <summary>When this copy is received there is nothing to count any more.</summary>
    private sealed class Uncounted;
}
