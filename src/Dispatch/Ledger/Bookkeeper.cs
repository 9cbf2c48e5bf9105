using Dispatch.Contracts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Messaging;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Ledger;

/// <summary>
/// Writes the ledger, one message at a time. A message only says where to look: what is entered follows from the rows,
/// so it may come twice, late or out of turn.
/// </summary>
internal sealed class Bookkeeper(DispatchDb db, Limits limits, TimeProvider clock)
    : IConsumer<OrderClosed>, IConsumer<OrderReopened>, IConsumer<Contracts.LectureHeld>, IConsumer<Contracts.PairingVisitHeld>
{
    public const string Name = nameof(Bookkeeper);

    private static readonly Compiled<Func<DispatchDb, OrderId, CancellationToken, Task<Order>>> OrderOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id, CancellationToken stop) => db.Set<Order>().IgnoreAutoIncludes().Single(order => order.Id == id)));

    private static readonly Compiled<Func<DispatchDb, OrderId, IAsyncEnumerable<Closing>>> ClosingsOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id) => db.Set<Closing>().AsNoTracking().Where(closing => closing.Order == id)));

    private static readonly Compiled<Func<DispatchDb, Guid, IAsyncEnumerable<Entry>>> EntriesOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, Guid source) => db.Set<Entry>().AsNoTracking().Where(entry => entry.Source == source)));

    public Task Consume(ConsumeContext<OrderClosed> context) => Once(context, stop => OfOrder(new OrderId(context.Message.OrderId), stop));

    public Task Consume(ConsumeContext<OrderReopened> context) => Once(context, stop => OfOrder(new OrderId(context.Message.OrderId), stop));

    public Task Consume(ConsumeContext<Contracts.LectureHeld> context) => Once(context, stop => OfLecture(new LectureId(context.Message.LectureId), stop));

    public Task Consume(ConsumeContext<Contracts.PairingVisitHeld> context) => Once(context, stop => OfVisit(new PairingVisitId(context.Message.PairingVisitId), stop));

    private Task Once<T>(ConsumeContext<T> context, Func<CancellationToken, Task<IEnumerable<Posting>>> due)
        where T : class
    {
        var (now, stop) = (clock.GetUtcNow(), context.CancellationToken);
        return db.Once(context, Name, now, async () => await db.Post(await due(stop), now, limits.FieldHours.Zone, stop));
    }

    private async Task<IEnumerable<Posting>> OfOrder(OrderId id, CancellationToken stop)
    {
        var order = await OrderOf.On(db)(db, id, stop);
        var closings = await ClosingsOf.On(db)(db, id).ToListAsync(stop);
        var entries = await EntriesOf.On(db)(db, id.Value).ToListAsync(stop);
        var due = Reconciliation.Due(closings, order.State == State.Closed ? order.Closings : null, entries).ToList();
        if (due.Count > 0) OnlyAsRead(order);
        return due;
    }

    /// <summary>
    /// Writes the version it has: who reopens or closes the order meanwhile lets this transaction fail, and it is run again.
    /// Otherwise another process could hear of the reopening before there is an entry to take back, and the entry would stay.
    /// </summary>
    private void OnlyAsRead(Order order) => db.Entry(order).Property(known => known.Version).IsModified = true;

    private async Task<IEnumerable<Posting>> OfLecture(LectureId id, CancellationToken stop)
    {
        var lecture = await db.Set<Lecture>().AsNoTracking().SingleAsync(lecture => lecture.Id == id, stop);
        return await IsCounted(id.Value, stop) ? [] : [Posting.Of(lecture)];
    }

    private async Task<IEnumerable<Posting>> OfVisit(PairingVisitId id, CancellationToken stop)
    {
        var visit = await db.Set<PairingVisit>().AsNoTracking().SingleAsync(visit => visit.Id == id, stop);
        var pairing = await db.Set<Pairing>().AsNoTracking().SingleAsync(pairing => pairing.Id == visit.Pairing, stop);
        return await IsCounted(id.Value, stop) ? [] : [Posting.Of(visit, pairing)];
    }

    private Task<bool> IsCounted(Guid source, CancellationToken stop) => db.Set<Entry>().AnyAsync(entry => entry.Source == source, stop);
}
