using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Following;

/// <summary>Where an order stands among those that wait for the same kind of expert, in the order in which matching serves them.</summary>
public sealed class PlaceInQueue(DispatchDb db, Settings settings)
{
    private const int LookedAt = 2000;

    /// <summary>From 1; null when it is not waiting.</summary>
    public async Task<int?> Of(Order order, CancellationToken stop)
    {
        if (order.State != State.Waiting || order.QueuedSince is not { } since) return null;
        var weights = settings.Weights;
        var (mine, skills) = (weights.TurnOf(since, order.Urgency), order.Seats.Where(seat => seat.State == SeatState.Open).SelectMany(seat => seat.Needs).Select(need => need.Skill).ToHashSet());
        var waiting = await (from other in db.Set<Order>().IgnoreAutoIncludes()
                             where other.State == State.Waiting && other.Id != order.Id
                             join seat in db.Set<Seat>() on other.Id equals seat.Order
                             where seat.State == SeatState.Open
                             orderby other.QueuedSince
                             select new { other.Id, other.QueuedSince, other.Urgency, seat.Needs }).Take(LookedAt).ToListAsync(stop);
        return 1 + waiting.Where(other => other.Needs.Any(need => skills.Contains(need.Skill)) && weights.TurnOf(other.QueuedSince ?? since, other.Urgency) < mine).DistinctBy(other => other.Id).Count();
    }
}
