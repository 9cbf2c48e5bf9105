using System.Collections;
using System.Diagnostics;
using Dispatch.Domain.Orders;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Watching;

/// <summary>
/// The order that a flow of work is about: whatever is logged in it carries the order's tracking number, by which a person can
/// ask for everything else, and is allowed to or not. Known from the moment the order has been read.
/// </summary>
public sealed class OrderInHand : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string Property = "Tracking";
    private static readonly AsyncLocal<OrderInHand?> Here = new();
    private TrackingNumber? tracking;

    private OrderInHand()
    {
    }

    public int Count => tracking is null ? 0 : 1;

    public KeyValuePair<string, object?> this[int index] => index < Count ? new(Property, tracking!.Value.Value) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>A flow of work begins here, and ends when what is returned is disposed.</summary>
    public static IDisposable? Begin(ILogger log) => log.BeginScope(Here.Value = new OrderInHand());

    /// <summary>It is about this order, if it was found.</summary>
    public static Order? Is(Order? order)
    {
        if (order is null) return null;
        if (Here.Value is { } hand) hand.tracking = order.Tracking;
        Activity.Current?.SetTag(Traces.Tracking, order.Tracking.Value);
        return order;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        if (Count > 0) yield return this[0];
    }

    public override string ToString() => tracking is { } known ? $"{Property}:{known.Value}" : "";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Each message is a flow of its own.</summary>
    internal static void BeginWithMessages(IRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        var log = context.GetRequiredService<ILogger<OrderInHand>>();
        endpoint.UseInlineFilter(async (ConsumeContext message, IPipe<ConsumeContext> next) =>
        {
            using var flow = Begin(log);
            await next.Send(message);
        });
    }
}

/// <summary>Remembers what made an order wait, for the round of matching that is about many.</summary>
internal sealed class RememberWhatMadeItWait : IConsumeObserver
{
    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class
    {
        if (context.Message is Contracts.OrderWaiting waiting) Traces.Waits(new OrderId(waiting.OrderId));
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
