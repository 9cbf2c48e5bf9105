using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>An order as a line of the board.</summary>
/// <param name="Tracking">Its number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why a clerk must decide, while one must.</param>
/// <param name="Urgency">How urgent it is.</param>
/// <param name="Difficulty">In the farmer's words.</param>
/// <param name="Village">Its short name.</param>
/// <param name="SubmittedAt">Since when.</param>
/// <param name="DueAt">When the present state's limit passes.</param>
public sealed record BoardLine(string Tracking, State State, ClerkReason? Reason, Urgency Urgency, string Difficulty, string? Village, DateTimeOffset SubmittedAt, DateTimeOffset? DueAt);

/// <summary>The orders in one state.</summary>
/// <param name="State">Which.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Lines">The oldest of them.</param>
public sealed record BoardGroup(State State, int Count, IReadOnlyList<BoardLine> Lines);

/// <summary>What is on a station's board, or on the desk's, which has everybody's.</summary>
public sealed class BoardLines(DispatchDb db)
{
    /// <summary>From the one that came last to the one that is nearly over, as an order goes through them.</summary>
    public static readonly State[] States = [State.Submitted, State.NeedsClerk, State.Waiting, State.Offered, State.Accepted, State.Visiting, State.Reported];

    /// <summary>Every state that has orders, with the oldest of each.</summary>
    /// <param name="station">Whose; everybody's when null.</param>
    /// <param name="most">How many lines of each.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<BoardGroup>> All(StationId? station, int most, CancellationToken stop)
    {
        // An order that moves on while they are read must not be missing from both, nor stand in both.
        await using var moment = await db.SnapshotAsync(stop);
        var counts = await Of(station).Where(order => order.State != State.Closed).GroupBy(order => order.State).Select(orders => new { orders.Key, Count = orders.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        var groups = new List<BoardGroup>();
        foreach (var state in States.Where(counts.ContainsKey)) groups.Add(new BoardGroup(state, counts[state], await Lines(Of(station).Where(order => order.State == state), 0, most, stop)));
        return groups;
    }

    /// <summary>A page of one state.</summary>
    /// <param name="station">Whose; everybody's when null.</param>
    /// <param name="state">Which.</param>
    /// <param name="from">How many older ones are left out.</param>
    /// <param name="most">How many lines.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<BoardGroup> One(StationId? station, State state, int from, int most, CancellationToken stop)
    {
        var orders = Of(station).Where(order => order.State == state);
        return new BoardGroup(state, await orders.CountAsync(stop), await Lines(orders, from, most, stop));
    }

    private IQueryable<Order> Of(StationId? station) => db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => station == null || order.Station == station);

    private Task<List<BoardLine>> Lines(IQueryable<Order> orders, int from, int most, CancellationToken stop) =>
        orders.OrderBy(order => order.SubmittedAt).ThenBy(order => order.Tracking).Skip(from).Take(most)
            .Select(order => new BoardLine(
                order.Tracking.Value, order.State, order.Reason, order.Urgency, order.Difficulty,
                db.Set<Village>().Where(village => village.Code == order.VillageCode).Select(village => village.ShortName).FirstOrDefault(), order.SubmittedAt, order.DueAt))
            .ToListAsync(stop);
}
