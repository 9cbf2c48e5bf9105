using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Orders;

/// <summary>Orders that go on under another, and where that leads.</summary>
public static class MergedOrders
{
    private static readonly Compiled<Func<DispatchDb, OrderId, IAsyncEnumerable<Order>>> Into = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id) => db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => order.MergedInto == id)));

    /// <summary>All that go on under an order, also by way of others; without their seats.</summary>
    public static async Task<IReadOnlyList<Order>> Under(this DispatchDb db, OrderId id, CancellationToken stop)
    {
        var found = new List<Order>();
        var next = new Queue<OrderId>([id]);
        while (next.TryDequeue(out var one))
            await foreach (var order in Into.On(db)(db, one).WithCancellation(stop))
            {
                found.Add(order);
                next.Enqueue(order.Id);
            }
        return found;
    }

    /// <summary>The order under which it goes on in the end, however often that one was merged itself; it alone where it was not.</summary>
    public static async Task<Order> WhereItGoesOn(this DispatchDb db, Order order, CancellationToken stop)
    {
        while (order.MergedInto is { } into) order = await db.Set<Order>().AsNoTracking().AsSingleQuery().FirstAsync(one => one.Id == into, stop);
        return order;
    }
}
