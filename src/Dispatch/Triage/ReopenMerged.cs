using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Triage;

/// <summary>
/// That one farmer needs nobody any more says nothing of another's field: what went on under a cancelled order goes on by
/// itself again, but for what the same farmer had reported.
/// </summary>
public sealed class ReopenMerged(DispatchDb db, OrderBook book, TimeProvider clock) : IConsumer<OrderClosed>
{
    private static readonly Actor Engine = Actor.Engine("triage");
    private static readonly string Why = Texts.In(Language.Chinese, "OtherCancelled");

    public Task Consume(ConsumeContext<OrderClosed> context) =>
        db.Once(context, nameof(ReopenMerged), clock.GetUtcNow(), () => context.Message.Outcome == nameof(Outcome.Cancelled) ? Reopen(context.Message, context.CancellationToken) : Task.CompletedTask);

    /// <summary>Not when the cancelled order has been opened again meanwhile: then they go on under it.</summary>
    private async Task Reopen(OrderClosed closed, CancellationToken stop)
    {
        var id = new OrderId(closed.OrderId);
        if (await book.Find(id, stop) is not { State: State.Closed } order || order.Closings != closed.Occasion) return;
        foreach (var one in await OfOthers(order, stop)) book.Take(one, new Reopened(Engine, clock.GetUtcNow(), Why));
    }

    /// <summary>Also by way of what the same farmer had reported; what is under another's stays there.</summary>
    private async Task<List<Order>> OfOthers(Order order, CancellationToken stop)
    {
        var (found, next) = (new List<Order>(), new Queue<OrderId>([order.Id]));
        while (next.TryDequeue(out var into))
            foreach (var one in await db.Set<Order>().Where(one => one.MergedInto == into).OrderBy(one => one.SubmittedAt).ToListAsync(stop))
                if (one.FarmerPhone == order.FarmerPhone) next.Enqueue(one.Id);
                else found.Add(one);
        return found;
    }
}
