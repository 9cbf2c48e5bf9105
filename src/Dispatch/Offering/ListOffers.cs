using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Offering;

/// <summary>An offer or a seat held, as the expert's list shows it. The farmer is not named before acceptance.</summary>
public sealed record OfferLine(string Tracking, int Seat, SeatState State, Urgency Urgency, string Difficulty, string? Crop, string? TownCode, string? VillageCode, string? Whereabouts, DateTimeOffset? PlannedFor, DateTimeOffset? AnswerBy, DateTimeOffset? ComesAt, DateTimeOffset? VisitBy);

/// <summary>What an expert is asked and what they hold, soonest first.</summary>
internal static class ListOffers
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/offers", List)
        .WithName("listOffers").WithTags("Expert").WithSummary("My offers and visits 我的派单")
        .Produces<IReadOnlyList<OfferLine>>();

    private static async Task<IResult> List(Caller caller, DispatchDb db, CancellationToken stop)
    {
        var expert = caller.Expert;
        var lines =
            from seat in db.Set<Seat>().Held()
            join order in db.Set<Order>().IgnoreAutoIncludes() on seat.Order equals order.Id
            where seat.Expert == expert
            orderby seat.AnswerBy ?? seat.VisitBy
            select new OfferLine(order.Tracking.Value, seat.Number, seat.State, order.Urgency, order.Difficulty, order.Crop, order.TownCode, order.VillageCode, order.Whereabouts, order.PlannedFor, seat.AnswerBy, seat.ComesAt, seat.VisitBy);
        return Results.Ok(await lines.ToListAsync(stop));
    }
}
