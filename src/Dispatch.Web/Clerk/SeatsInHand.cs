using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>A seat that an expert is asked for or holds.</summary>
/// <param name="Tracking">The number of its order.</param>
/// <param name="Mine">Whether who looks may see the order.</param>
/// <param name="State">Where the seat stands.</param>
/// <param name="AnswerBy">Until when the expert may answer.</param>
/// <param name="ComesAt">When the expert said they would come.</param>
public sealed record HeldSeat(string Tracking, bool Mine, SeatState State, DateTimeOffset? AnswerBy, DateTimeOffset? ComesAt);

/// <summary>What counts against an expert's capacity.</summary>
public sealed class SeatsInHand(DispatchDb db)
{
    /// <param name="expert">Whose.</param>
    /// <param name="maySee">Whether orders of a station are to be seen.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IReadOnlyList<HeldSeat>> Of(ExpertId expert, Func<StationId?, bool> maySee, CancellationToken stop)
    {
        var held = await (from seat in db.Set<Seat>().Held()
                          where seat.Expert == expert
                          join order in db.Set<Order>().IgnoreAutoIncludes() on seat.Order equals order.Id
                          orderby order.SubmittedAt
                          select new { Tracking = order.Tracking.Value, order.Station, seat.State, seat.AnswerBy, seat.ComesAt }).ToListAsync(stop);
        return [.. held.Select(seat => new HeldSeat(seat.Tracking, maySee(seat.Station), seat.State, seat.AnswerBy, seat.ComesAt))];
    }
}
