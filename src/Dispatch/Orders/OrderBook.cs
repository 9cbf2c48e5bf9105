using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Orders;

/// <summary>What a person's act on an order came to: the order as it is now, or null when there is none; and why it was refused, if it was.</summary>
public readonly record struct Answer(Order? Order, Refusal? Refusal);

/// <summary>Taking facts on orders: the order's row, its history and its news, in one transaction.</summary>
public sealed class OrderBook(DispatchDb db, Limits limits)
{
    private static readonly Compiled<Func<DispatchDb, OrderId, CancellationToken, Task<Order?>>> ById = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id, CancellationToken stop) => db.Set<Order>().AsSingleQuery().FirstOrDefault(order => order.Id == id)));

    private static readonly Compiled<Func<DispatchDb, TrackingNumber, CancellationToken, Task<Order?>>> ByTracking = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, TrackingNumber tracking, CancellationToken stop) => db.Set<Order>().AsSingleQuery().FirstOrDefault(order => order.Tracking == tracking)));

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<Order>>> ByIds = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OrderId> ids) => db.Set<Order>().AsSingleQuery().Where(order => ids.Contains(order.Id))));

    public Limits Limits => limits;

    public async Task<Order?> Find(OrderId id, CancellationToken stop) => OrderInHand.Is(await ById.On(db)(db, id, stop));

    public async Task<Order?> Find(TrackingNumber tracking, CancellationToken stop) => OrderInHand.Is(await ByTracking.On(db)(db, tracking, stop));

    /// <summary>Those that are there. A flow of work is about none of them yet.</summary>
    public async Task<IReadOnlyDictionary<OrderId, Order>> Find(IEnumerable<OrderId> ids, CancellationToken stop) =>
        await ByIds.On(db)(db, [.. ids]).ToDictionaryAsync(order => order.Id, cancellationToken: stop);

    /// <summary>Writes a new order down. Who goes on with it finds it again.</summary>
    public void Add(Order order, Domain.Actor by)
    {
        OrderInHand.Is(order);
        using var step = Traces.Step(order, "Submitted");
        db.Append(order);
        db.Append(new HistoryRow { Order = order.Id, Version = 0, At = order.SubmittedAt, By = by, Fact = "Submitted", To = order.State });
        db.Publish(new Contracts.OrderSubmitted { OrderId = order.Id.Value }, order.SubmittedAt);
    }

    /// <summary>Lets the order take a fact; adds history and news to the transaction under way. Saves nothing.</summary>
    public Refusal? Take(Order order, Fact fact)
    {
        using var step = Traces.Step(order, fact.GetType().Name);
        var before = Moment.Of(order);
        if (order.Take(fact, limits) is { } refusal) return refusal;
        db.Append(new HistoryRow { Order = order.Id, Version = order.Version, At = fact.At, By = fact.By, Fact = fact.GetType().Name, To = order.State, Expert = fact.About, Why = fact.Why });
        if (order.Closings > before.Closings) db.Add(Closing.Of(order, fact));
        foreach (var message in OrderNews.Of(order, fact, before)) db.Publish(message, fact.At);
        return null;
    }

    /// <summary>A person's act: load, take the fact, save.</summary>
    /// <param name="tracking">The order.</param>
    /// <param name="fact">The fact, once the order is loaded.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <param name="alongside">What else is written when the fact is taken.</param>
    public async Task<Answer> Act(TrackingNumber tracking, Func<Order, Fact> fact, CancellationToken stop, Action<Order>? alongside = null)
    {
        try
        {
            return await db.Transact(
                async () =>
                {
                    if (await Find(tracking, stop) is not { } order) return new Answer(null, null);
                    var refusal = Take(order, fact(order));
                    if (refusal is null) alongside?.Invoke(order);
                    return new Answer(order, refusal);
                },
                stop);
        }
        catch (DbUpdateException failure) when (AsRefusal(Guards.Broken(failure)) is { } refusal)
        {
            return new Answer(await Find(tracking, stop), refusal);
        }
    }

    private static Refusal? AsRefusal(Guard? guard) => guard switch
    {
        Guard.Capacity => Refusal.CapacityReached,
        Guard.OneSeatPerOrder => Refusal.AlreadyOnOrder,
        Guard.NeverAgain => Refusal.RefusedBefore,
        Guard.MergedIntoOver => Refusal.OtherOrderOver,
        _ => null,
    };
}
