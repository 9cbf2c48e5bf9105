using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>A seat that an expert is asked for or holds. Whose it is and how to reach them is told from acceptance on.</summary>
public sealed record ExpertSeat(
    string Tracking, SeatState State, IReadOnlyList<SkillLevel> Needs, Urgency Urgency, string Difficulty, string? Crop, string? Town, string? Village, string? Whereabouts, Place? Place,
    DateTimeOffset? PlannedFor, DateTimeOffset? AnswerBy, DateTimeOffset? ComesAt, DateTimeOffset? VisitBy)
{
    public string? FarmerName { get; init; }

    public string? FarmerPhone { get; init; }

    /// <summary>When the farmer was told that somebody comes.</summary>
    public DateTimeOffset? Promised => ComesAt ?? PlannedFor;

    /// <summary>Town, village, and how to find the field.</summary>
    public string Address => string.Join(' ', new[] { Town, Village, Whereabouts }.OfType<string>());
}

/// <summary>What an expert is asked and what they hold, soonest first.</summary>
public sealed class ExpertSeats(DispatchDb db)
{
    public async Task<IReadOnlyList<ExpertSeat>> Of(ExpertId expert, CancellationToken stop)
    {
        var held = await (
            from seat in db.Set<Seat>().AsNoTracking().Held()
            join order in db.Set<Order>().AsNoTracking().IgnoreAutoIncludes() on seat.Order equals order.Id
            where seat.Expert == expert
            orderby seat.AnswerBy ?? seat.VisitBy, order.Tracking
            select new
            {
                Seat = seat,
                Order = order,
                Town = db.Set<Town>().Where(town => town.Code == order.TownCode).Select(town => town.Name).FirstOrDefault(),
                Village = db.Set<Village>().Where(village => village.Code == order.VillageCode).Select(village => village.ShortName).FirstOrDefault(),
            }).ToListAsync(stop);
        return held.ConvertAll(one => Told(one.Seat, one.Order, one.Town, one.Village));
    }

    private static ExpertSeat Told(Seat seat, Order order, string? town, string? village)
    {
        var asked = seat.State == SeatState.Offered;
        string? Before(string? words) => asked && words is not null ? Unnamed.Words(words, order.FarmerName) : words;
        return new ExpertSeat(
            order.Tracking.Value, seat.State, seat.Needs, order.Urgency, Before(order.Difficulty)!, order.Crop, town, village, Before(order.Whereabouts), order.Place,
            order.PlannedFor, seat.AnswerBy, seat.ComesAt, seat.VisitBy)
        {
            FarmerName = asked ? null : order.FarmerName,
            FarmerPhone = asked ? null : order.FarmerPhone,
        };
    }
}
