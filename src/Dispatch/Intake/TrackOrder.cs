using Dispatch.Domain.Orders;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Intake;

/// <summary>An order as a list shows it.</summary>
public sealed record OrderLine(string Tracking, State State, ClerkReason? Reason, Outcome? Outcome, Urgency Urgency, string Difficulty, string? VillageCode, DateTimeOffset SubmittedAt, DateTimeOffset? DueAt);

/// <summary>Looking at orders: one by its number, or a station's in a state, oldest first.</summary>
internal static class TrackOrder
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/orders/{tracking}", Track).WithName("trackOrder").ShowsPersonsOf("tracking").WithTags("Orders").WithSummary("Follow an order 查询订单")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/orders", List).WithName("listOrders").WithTags("Orders").WithSummary("A station's orders, oldest first 驿站订单")
            .Produces<IReadOnlyList<OrderLine>>();
    }

    private static async Task<IResult> Track(string tracking, Caller caller, HttpContext context, OrderBook book, OrderViews views, CancellationToken stop) =>
        await book.Find(Check.Tracking(tracking), stop) is { } order
            ? Results.Ok(await views.For(caller.Actor, order, stop))
            : Problems.NotFound(context);

    /// <summary>At most 200 at a time; <paramref name="after"/> is the tracking number of the last one already seen.</summary>
    private static async Task<IResult> List(HttpContext context, DispatchDb db, CancellationToken stop, string? state = null, string? station = null, string? after = null, int take = 50)
    {
        var check = new Check();
        var wanted = check.Word<State>("state", state);
        check.Within("take", take, 1, Most);
        var id = station is null ? null : (await check.Station("station", station, db, stop))?.Id;
        check.Done();
        if (await After(db, after, stop) is not { } orders) return Problems.NotFound(context);
        return Results.Ok(await orders.AsNoTracking().IgnoreAutoIncludes()
            .Where(order => (wanted == null || order.State == wanted) && (id == null || order.Station == id))
            .OrderBy(order => order.SubmittedAt).ThenBy(order => order.Tracking).Take(take)
            .Select(order => new OrderLine(order.Tracking.Value, order.State, order.Reason, order.Outcome, order.Urgency, order.Difficulty, order.VillageCode, order.SubmittedAt, order.DueAt))
            .ToListAsync(stop));
    }

    /// <summary>All orders behind this one, those of the same moment by number; null when there is no such order.</summary>
    private static async Task<IQueryable<Order>?> After(DispatchDb db, string? tracking, CancellationToken stop)
    {
        if (tracking is null) return db.Set<Order>();
        var number = Check.Tracking(tracking, "after");
        if (await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().FirstOrDefaultAsync(order => order.Tracking == number, stop) is not { } last) return null;
        var (ticks, value) = (last.SubmittedAt.UtcTicks, number.Value);
        return db.Set<Order>().FromSql($"""SELECT * FROM orders WHERE ("SubmittedAt", "Tracking") > ({ticks}, {value})""");
    }
}
