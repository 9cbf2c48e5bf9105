using System.Collections.Concurrent;
using System.Diagnostics;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;

namespace Dispatch.Watching;

/// <summary>
/// The spans that are ours: each step of an order, and each message's way through the outbox. What began a step goes with the
/// message, in the outbox too, so that a request, what it led to and what that led to hang in one trace, whichever process goes
/// on with it and in whichever life.
/// </summary>
public static class Traces
{
    public const string SourceName = "Dispatch";

    /// <summary>The tag with the order's tracking number; nothing else of an order is told.</summary>
    public const string Tracking = "dispatch.tracking";

    /// <summary>Orders that began to wait while nobody listened for long are let go.</summary>
    private const int MostCauses = 10_000;

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly ConcurrentDictionary<OrderId, ActivityContext> Causes = new();

    /// <summary>What is under way, for what it leads to; null where nobody listens.</summary>
    internal static ActivityContext? Here => Source.HasListeners() ? Activity.Current?.Context : null;

    /// <summary>A step of an order, as its history names it. A round of matching is about many orders: what it decides hangs with what made each of them wait.</summary>
    internal static Activity? Step(Order order, string fact)
    {
        if (!Source.HasListeners()) return null;
        var cause = fact is nameof(Chosen) or nameof(Unmatched) && Causes.TryGetValue(order.Id, out var known) ? known : default;
        return Source.StartActivity(fact, ActivityKind.Internal, cause)?.SetTag(Tracking, order.Tracking.Value);
    }

    /// <summary>From here on a round of matching may be about this order.</summary>
    internal static void Waits(OrderId order)
    {
        if (Here is not { } now) return;
        if (Causes.Count >= MostCauses) Causes.Clear();
        Causes[order] = now;
    }

    /// <summary>A message on its way out of the outbox, in the trace of what wrote it.</summary>
    internal static Activity? Sending(OutboxRow row) => Source.StartActivity("outbox", ActivityKind.Producer, row.Cause ?? default)?.SetTag("dispatch.message", row.Type);

    /// <summary>One statement to the database. Its text stays out: what is done to which table can be told from the step around it.</summary>
    internal static Activity? Statement(string text) => Source.HasListeners() && Activity.Current is not null
        ? Source.StartActivity("database", ActivityKind.Client)?.SetTag("db.operation.name", text[..Math.Max(0, text.AsSpan().IndexOfAny(" \n\r"))])
        : null;
}
