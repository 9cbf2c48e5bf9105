using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Tests;

/// <summary>Messages as they really come: again, late, out of turn.</summary>
public static class Deliveries
{
    /// <summary>Brings a message to its consumers under this id, and waits until they are through with it.</summary>
    public static async Task Deliver(this Service service, object message, Guid id)
    {
        service.Get<Traffic>().Expect(message.GetType().Name);
        await service.Get<IBus>().Publish(message, message.GetType(), context => context.MessageId = id);
        await service.Quiet();
    }

    /// <summary>Brings the last message of this kind once more, under the id it had.</summary>
    public static async Task DeliverAgain<T>(this Service service)
        where T : class
    {
        var row = await service.Db(db => db.Set<OutboxRow>().AsNoTracking().OrderByDescending(row => row.Sequence).FirstAsync(row => row.Type == typeof(T).Name));
        await service.Deliver(row.TryRead(out _)!, row.MessageId);
    }

    /// <summary>As if the process had died right after the order was written: sent into a memory that is gone, or not sent yet.</summary>
    public static Task AsIfNeverHandled(this Service service, OrderId order, bool sent) => service.Db(async db =>
    {
        var submitted = await db.Set<OutboxRow>().SingleAsync(row => row.Type == nameof(OrderSubmitted) && row.Body.Contains(order.Value.ToString()));
        submitted.SentAt = sent ? Service.Monday : null;
        await db.SaveChangesAsync();
        await db.Set<InboxRow>().Where(row => row.MessageId == submitted.MessageId).ExecuteDeleteAsync();
        await db.Set<HistoryRow>().Where(row => row.Order == order && row.Version > 0).ExecuteDeleteAsync();
        await db.Set<Seat>().Where(seat => seat.Order == order).ExecuteDeleteAsync();
        return await db.Set<Order>().Where(row => row.Id == order).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, State.Submitted)
            .SetProperty(row => row.Version, 0)
            .SetProperty(row => row.QueuedSince, (DateTimeOffset?)null)
            .SetProperty(row => row.DueAt, (DateTimeOffset?)null));
    });

    /// <summary>Changes an expert and lets it be known, as the registry does.</summary>
    public static async Task Change(this Service service, string code, Action<Expert> change)
    {
        await service.Db(async db =>
        {
            var id = ExpertId.For(code);
            change(await db.Set<Expert>().SingleAsync(expert => expert.Id == id));
            db.Publish(new ExpertChanged { ExpertId = id.Value }, service.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await service.Quiet();
    }

    public static Task Leave(this Service service, string code, TimeSpan span) => service.Change(
        code, expert => expert.Leaves = [.. expert.Leaves, new Leave(service.Clock.GetUtcNow(), service.Clock.GetUtcNow() + span, "生病")]);

    public static Task Return(this Service service, string code) => service.Change(code, expert => expert.Leaves = []);
}
