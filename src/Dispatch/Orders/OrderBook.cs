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

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<Order>>> AloneByIds = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OrderId> ids) => db.Set<Order>().IgnoreAutoIncludes().Where(order => ids.Contains(order.Id))));

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<Seat>>> SeatsOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OrderId> ids) => db.Set<Seat>().Where(seat => ids.Contains(seat.Order)).OrderBy(seat => seat.Number).AsQueryable()));

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<Offer>>> OffersOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OrderId> ids) => db.Set<Offer>().Where(offer => ids.Contains(offer.Order)).OrderBy(offer => offer.Number).AsQueryable()));

    public Limits Limits => limits;

    public async Task<Order?> Find(OrderId id, CancellationToken stop) => OrderInHand.Is(await ById.On(db)(db, id, stop));

    public async Task<Order?> Find(TrackingNumber tracking, CancellationToken stop) => OrderInHand.Is(await ByTracking.On(db)(db, tracking, stop));

    /// <summary>Those that are there, without their seats and offers: of an order that has only been submitted there are none. A flow of work is about none of them yet.</summary>
    public async Task<IReadOnlyDictionary<OrderId, Order>> FindAlone(IEnumerable<OrderId> ids, CancellationToken stop) =>
        await AloneByIds.On(db)(db, [.. ids]).ToDictionaryAsync(order => order.Id, cancellationToken: stop);

    /// <summary>
    /// With their seats and offers, which are found by the orders' ids. Joined to orders that are found otherwise they would be read as
    /// a server's planner thinks best, and what it thinks of how many these are is of another hour: it may read all seats for one order's.
    /// </summary>
    /// <param name="alone">Orders of this context, without seats and offers.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<Dictionary<OrderId, Order>> Complete(IAsyncEnumerable<Order> alone, CancellationToken stop)
    {
        var orders = await alone.ToDictionaryAsync(order => order.Id, cancellationToken: stop);
        if (orders.Count > 0) await Load(SeatsOf.On(db)(db, [.. orders.Keys]), stop);
        var offered = orders.Values.Where(order => order.MayHaveOffers).Select(order => order.Id).ToList();
        if (offered.Count > 0) await Load(OffersOf.On(db)(db, offered), stop);
        return orders;
    }

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
        foreach (var message in OrderNews.Of(order, fact, before))
        {
            db.Publish(message, fact.At);
            // A round in this process may choose for it before the message has come.
            if (message is Contracts.OrderWaiting) Traces.Waits(order.Id);
        }
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

    /// <summary>The context puts each where it belongs.</summary>
    private static async Task Load<T>(IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        await foreach (var _ in rows.WithCancellation(stop))
        {
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
