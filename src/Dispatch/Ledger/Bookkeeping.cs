using Dispatch.Contracts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Ledger;

/// <summary>
/// Writes the ledger. A message only says where to look: what is entered follows from the rows, so it may come twice, late or out
/// of turn; entries stand in the order in which the messages were decided.
/// </summary>
internal sealed class Bookkeeping(DispatchDb db, Limits limits, TimeProvider clock)
{
    /// <summary>In the inbox.</summary>
    private const string Name = nameof(Bookkeeper);

    /// <summary>So many messages of all kinds before its own are looked at. Sixteen of these are at hand at once, and an order leaves eight or so for each of them.</summary>
    private const int LookBack = 256;

    private static readonly Compiled<Func<DispatchDb, OrderId, CancellationToken, Task<Order>>> OrderOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id, CancellationToken stop) => db.Set<Order>().IgnoreAutoIncludes().Single(order => order.Id == id)));

    private static readonly Compiled<Func<DispatchDb, OrderId, IAsyncEnumerable<Closing>>> ClosingsOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, OrderId id) => db.Set<Closing>().AsNoTracking().Where(closing => closing.Order == id)));

    private static readonly Compiled<Func<DispatchDb, Guid, IAsyncEnumerable<Entry>>> EntriesOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, Guid source) => db.Set<Entry>().AsNoTracking().Where(entry => entry.Source == source)));

    /// <summary>What was decided before this message and may still be under way; a broker brings what it has at hand at once, in any order.</summary>
    private static readonly Compiled<Func<DispatchDb, Guid, IAsyncEnumerable<OutboxRow>>> Overtaken = new(() => EF.CompileAsyncQuery((DispatchDb db, Guid message) =>
        from own in db.Set<OutboxRow>()
        from row in db.Set<OutboxRow>().AsNoTracking()
        where own.MessageId == message && row.Sequence < own.Sequence && row.Sequence >= own.Sequence - LookBack
            && (row.Type == nameof(OrderClosed) || row.Type == nameof(OrderReopened) || row.Type == nameof(Contracts.LectureHeld) || row.Type == nameof(Contracts.PairingVisitHeld))
            && !db.Set<InboxRow>().Any(seen => seen.MessageId == row.MessageId && seen.Consumer == Name)
        orderby row.Sequence
        select row));

    private static readonly Compiled<Func<DispatchDb, List<Guid>, CancellationToken, Task<Guid>>> LastOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<Guid> messages, CancellationToken stop) => db.Set<OutboxRow>().Where(row => messages.Contains(row.MessageId)).OrderByDescending(row => row.Sequence).Select(row => row.MessageId).FirstOrDefault()));

    /// <summary>Enters first what was decided before and has been overtaken, so that the chain is in the order of what happened; what of it can't be entered fails when it comes itself.</summary>
    public async Task Enter(Countable one, CancellationToken stop)
    {
        foreach (var earlier in await Before(one.Id, stop))
        {
            try
            {
                await Once([earlier], stop);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !Passing.IsPassing(failure) && !stop.IsCancellationRequested)
            {
                db.ChangeTracker.Clear();
            }
        }
        await Once([one], stop);
    }

    /// <summary>Enters several in one transaction, with what they have overtaken. Where one of them has been entered already, or is not to be found among what waits, each goes by itself.</summary>
    public async Task Enter(IReadOnlyList<Countable> several, CancellationToken stop)
    {
        var last = await LastOf.On(db)(db, [.. several.Select(one => one.Id)], stop);
        List<Countable> due = [.. await Before(last, stop), .. several.Where(one => one.Id == last).Take(1)];
        if (several.All(one => due.Exists(other => other.Id == one.Id))) await Once(due, stop);
        else
            foreach (var one in several) await Enter(one, stop);
    }

    private async Task<IEnumerable<Countable>> Before(Guid message, CancellationToken stop) =>
        from row in await Overtaken.On(db)(db, message).ToListAsync(stop)
        let read = row.TryRead(out _)
        where read is not null
        select new Countable(row.MessageId, read);

    /// <summary>Of two that are about the same the first finds all that is due.</summary>
    private Task Once(IReadOnlyList<Countable> news, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return db.Once([.. news.Select(one => one.Id)], Name, now, Post, stop);

        async Task Post()
        {
            var due = new List<Posting>();
            foreach (var one in news.DistinctBy(one => Source(one.Message))) due.AddRange(await Due(one.Message, stop));
            await db.Post(due, now, limits.FieldHours.Zone, stop);
        }
    }

    private static Guid Source(object message) => message switch
    {
        OrderClosed closed => closed.OrderId,
        OrderReopened reopened => reopened.OrderId,
        Contracts.LectureHeld held => held.LectureId,
        Contracts.PairingVisitHeld held => held.PairingVisitId,
        _ => throw new ArgumentException($"{message.GetType().Name} is nothing that is counted.", nameof(message)),
    };

    private async Task<IEnumerable<Posting>> Due(object message, CancellationToken stop) => message switch
    {
        OrderClosed closed => await OfOrder(new OrderId(closed.OrderId), stop),
        OrderReopened reopened => await OfOrder(new OrderId(reopened.OrderId), stop),
        Contracts.LectureHeld held => await OfLecture(new LectureId(held.LectureId), stop),
        Contracts.PairingVisitHeld held => await OfVisit(new PairingVisitId(held.PairingVisitId), stop),
        _ => [],
    };

    private async Task<IEnumerable<Posting>> OfOrder(OrderId id, CancellationToken stop)
    {
        var order = await OrderOf.On(db)(db, id, stop);
        OrderInHand.Is(order);
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
