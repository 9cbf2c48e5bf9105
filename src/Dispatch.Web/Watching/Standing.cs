using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Notifying;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Watching;

/// <summary>How the district stood when the database was last asked.</summary>
/// <param name="At">When that was.</param>
/// <param name="Orders">Those that are open, by state. Closed ones only grow in number, and are counted as they close.</param>
/// <param name="WaitingSince">Since when the oldest has waited for an expert; null when none waits.</param>
/// <param name="Unsent">Messages in the outbox that no broker has confirmed.</param>
/// <param name="UnsentSince">Since when the oldest of them has been there.</param>
/// <param name="Entries">Of the ledger, by kind, reversals included.</param>
/// <param name="Notices">Deliveries that are pending, and those that were given up.</param>
internal sealed record Standing(
    DateTimeOffset At,
    IReadOnlyDictionary<State, int> Orders,
    DateTimeOffset? WaitingSince,
    int Unsent,
    DateTimeOffset? UnsentSince,
    IReadOnlyDictionary<EntryKind, long> Entries,
    IReadOnlyDictionary<DeliveryState, int> Notices)
{
    private static readonly State[] Open = [.. Enum.GetValues<State>().Except([State.Closed])];
    private static readonly DeliveryState[] Unfinished = [DeliveryState.Pending, DeliveryState.Failed];

    /// <summary>How much is with each consumer; none where the broker can't be reached.</summary>
    public IReadOnlyList<QueueDepth> Queues { get; init; } = [];

    /// <summary>Each question is answered by an index, or by the ledger's kept sums.</summary>
    public static async Task<Standing> Read(DispatchDb db, Sinks sinks, DateTimeOffset now, CancellationToken stop)
    {
        var orders = new Dictionary<State, int>();
        foreach (var state in Open) orders[state] = await db.Set<Order>().CountAsync(order => order.State == state, stop);
        var waiting = db.Set<Order>().Where(order => order.State == State.Waiting).OrderBy(order => order.QueuedSince).Select(order => order.QueuedSince);
        var unsent = db.Set<OutboxRow>().Where(row => row.SentAt == null);
        var notices = new Dictionary<DeliveryState, int>();
        foreach (var state in Unfinished)
            foreach (var sink in sinks.All.Select(sink => sink.Name))
                notices[state] = notices.GetValueOrDefault(state) + await db.Set<Delivery>().CountAsync(delivery => delivery.Sink == sink && delivery.State == state, stop);
        return new Standing(
            now,
            orders,
            await waiting.FirstOrDefaultAsync(stop),
            await unsent.CountAsync(stop),
            await unsent.OrderBy(row => row.Sequence).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(stop),
            await db.Set<Total>().Where(total => total.Dimension == Dimension.District).GroupBy(total => total.Kind)
                .Select(kind => new { kind.Key, Entries = kind.Sum(total => total.Entries) }).ToDictionaryAsync(kind => kind.Key, kind => kind.Entries, stop),
            notices);
    }
}
