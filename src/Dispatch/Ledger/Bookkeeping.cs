using System.Diagnostics;
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

    /// <summary>What was decided before the last of these messages, and not long before the first, and may still be under way; a broker brings what it has at hand at once, in any order.</summary>
    private static readonly Compiled<Func<DispatchDb, Guid, Guid, IAsyncEnumerable<OutboxRow>>> Overtaken = new(() => EF.CompileAsyncQuery((DispatchDb db, Guid first, Guid last) =>
        from early in db.Set<OutboxRow>()
        from late in db.Set<OutboxRow>()
        from row in db.Set<OutboxRow>().AsNoTracking()
        where early.MessageId == first && late.MessageId == last && row.Sequence < late.Sequence && row.Sequence >= early.Sequence - LookBack
            && (row.Type == nameof(OrderClosed) || row.Type == nameof(OrderReopened) || row.Type == nameof(Contracts.LectureHeld) || row.Type == nameof(Contracts.PairingVisitHeld))
            && !db.Set<InboxRow>().Any(seen => seen.MessageId == row.MessageId && seen.Consumer == Name)
        orderby row.Sequence
        select row));

    private static readonly Compiled<Func<DispatchDb, List<Guid>, IAsyncEnumerable<Guid>>> InOrder = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<Guid> messages) => db.Set<OutboxRow>().Where(row => messages.Contains(row.MessageId)).OrderBy(row => row.Sequence).Select(row => row.MessageId)));

    /// <summary>Enters first what was decided before and has been overtaken, so that the chain is in the order of what happened; what of it can't be entered fails when it comes itself.</summary>
    public async Task Enter(Countable one, CancellationToken stop)
    {
        foreach (var earlier in await Before(one.Id, one.Id, stop))
        {
            try
            {
                await Once([earlier], stop);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !Passing.IsPassing(failure) && !stop.IsCancellationRequested)
            {
                db.Forget();
            }
        }
        await Once([one], stop);
    }

    /// <summary>Enters several in one transaction, with what they have overtaken. Where one of them has been entered already, or is not to be found among what waits, each goes by itself.</summary>
    public async Task Enter(IReadOnlyList<Countable> several, CancellationToken stop)
    {
        var known = await InOrder.On(db)(db, [.. several.Select(one => one.Id)]).ToListAsync(stop);
        List<Countable> due = known.Count == 0 ? [] : [.. await Before(known[0], known[^1], stop), several.First(one => one.Id == known[^1])];
        if (several.All(one => due.Exists(other => other.Id == one.Id))) await Once(due, stop);
        else
            foreach (var one in several) await Afresh(one, stop);
    }

    /// <summary>Nothing that was read for one before is taken for what is there now.</summary>
    private Task Afresh(Countable one, CancellationToken stop)
    {
        db.Forget();
        return Enter(one, stop);
    }

    private async Task<IEnumerable<Countable>> Before(Guid first, Guid last, CancellationToken stop) =>
        from row in await Overtaken.On(db)(db, first, last).ToListAsync(stop)
        let read = row.TryRead(out _)
        where read is not null
        select new Countable(row.MessageId, read);

    /// <summary>Of two that are about the same the first finds all that is due.</summary>
    private Task Once(List<Countable> news, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return db.Once([.. news.Select(one => one.Id)], Name, now, Post, stop);

        async Task Post()
        {
            var due = new List<Posting>();
            foreach (var one in news.DistinctBy(one => Source(one.Message))) due.AddRange(await Due(one.Message, isAlone: news.Count == 1, stop));
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

    private async Task<IEnumerable<Posting>> Due(object message, bool isAlone, CancellationToken stop) => message switch
    {
        OrderClosed closed => await OfOrder(new OrderId(closed.OrderId), isAlone, stop),
        OrderReopened reopened => await OfOrder(new OrderId(reopened.OrderId), isAlone, stop),
        Contracts.LectureHeld held => await OfLecture(new LectureId(held.LectureId), stop),
        Contracts.PairingVisitHeld held => await OfVisit(new PairingVisitId(held.PairingVisitId), stop),
        _ => throw new UnreachableException(),
    };

    private async Task<IEnumerable<Posting>> OfOrder(OrderId id, bool isAlone, CancellationToken stop)
    {
        var order = await OrderOf.On(db)(db, id, stop);
        if (isAlone) OrderInHand.Is(order);
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
