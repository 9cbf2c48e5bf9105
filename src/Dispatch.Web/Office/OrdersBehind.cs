using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Matching;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>What a number counts.</summary>
public enum Behind { Open, Queued, Waiting, Held, Came, Served }

/// <summary>An order that a number counts.</summary>
/// <param name="Id">Which.</param>
/// <param name="Tracking">Its number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Village">Its short name.</param>
/// <param name="SubmittedAt">Since when.</param>
/// <param name="Station">Whose it is.</param>
public sealed record OrderLine(OrderId Id, string Tracking, State State, string? Village, DateTimeOffset SubmittedAt, StationId? Station);

/// <summary>The orders that the numbers of the load and of the map count.</summary>
internal static class OrdersBehind
{
    /// <summary>How many seats that need a skill each order has.</summary>
    public static async Task<Dictionary<OrderId, int>> OfSkill(DispatchDb db, Behind behind, Skill skill, Period period, CancellationToken stop)
    {
        var orders = db.Set<Order>().IgnoreAutoIncludes().Where(order => behind == Behind.Came ? order.SubmittedAt >= period.From && order.SubmittedAt < period.Before && order.Outcome != Outcome.Merged : order.State != State.Closed);
        var seats = behind switch
        {
            Behind.Held => db.Set<Seat>().Held(),
            Behind.Waiting => db.Set<Seat>().Where(seat => seat.State == SeatState.Open),
            _ => db.Set<Seat>(),
        };
        var needs = await orders.Join(seats, order => order.Id, seat => seat.Order, (order, seat) => new { seat.Order, seat.Needs }).ToListAsync(stop);
        return needs.Where(seat => seat.Needs.Any(need => need.Skill == skill)).CountBy(seat => seat.Order).ToDictionary();
    }

    /// <summary>How many seats of each order an expert holds, or has reported on.</summary>
    public static Task<Dictionary<OrderId, int>> OfExpert(DispatchDb db, Behind behind, ExpertId expert, Period period, CancellationToken stop)
    {
        var orders = behind == Behind.Served
            ? db.Set<Visit>().Where(visit => visit.Expert == expert && visit.ReportedAt >= period.From && visit.ReportedAt < period.Before).Select(visit => visit.Order)
            : db.Set<Seat>().Held().Where(seat => seat.Expert == expert).Select(seat => seat.Order);
        return orders.GroupBy(order => order).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(order => order.Key, order => order.Count, stop);
    }

    /// <summary>Orders that are not closed.</summary>
    /// <param name="db">The database.</param>
    /// <param name="behind">All of them, or only those that wait for an expert.</param>
    /// <param name="town">Of which town; empty for those that are of none.</param>
    /// <param name="own">Only those of this station.</param>
    public static IQueryable<Order> OfTown(DispatchDb db, Behind behind, string town, StationId? own)
    {
        var none = town.Length == 0;
        return db.Set<Order>().AsNoTracking().IgnoreAutoIncludes()
            .Where(order => (own == null || order.Station == own) && (none ? order.TownCode == null : order.TownCode == town) && (behind == Behind.Queued ? order.State == State.Waiting : order.State != State.Closed));
    }

    /// <summary>The oldest first.</summary>
    public static Task<List<OrderLine>> Lines(this IQueryable<Order> orders, DispatchDb db, int from, int most, CancellationToken stop) =>
        orders.OrderBy(order => order.SubmittedAt).ThenBy(order => order.Tracking).Skip(from).Take(most)
            .Select(order => new OrderLine(
                order.Id, order.Tracking.Value, order.State, db.Set<Village>().Where(village => village.Code == order.VillageCode).Select(village => village.ShortName).FirstOrDefault(), order.SubmittedAt, order.Station))
            .ToListAsync(stop);
}
