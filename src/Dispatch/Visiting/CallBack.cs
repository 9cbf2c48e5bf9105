using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Visiting;

/// <summary>A call that reached nobody. A call that reached the farmer is a confirmation.</summary>
public sealed record CallBackRequest
{
    /// <example>关机，晚上再打</example>
    public string? Words { get; init; }

    /// <exception cref="BadInput">Too many words, or they can't be read.</exception>
    public CalledInVain Said(Actor by, DateTimeOffset at)
    {
        var check = new Check();
        var words = check.Optional("words", Words, 300);
        check.Done();
        return new CalledInVain(by, at, words);
    }
}

/// <summary>A farmer to be called: the report is in, and nobody has said how it went.</summary>
/// <param name="Tracking">The order.</param>
/// <param name="FarmerName">Whom to ask for; null for who does not call.</param>
/// <param name="FarmerPhone">Where.</param>
/// <param name="Difficulty">What it was about.</param>
/// <param name="DueAt">When it is closed as unconfirmed.</param>
/// <param name="CallsInVain">How often somebody has tried.</param>
public sealed record CallBackLine(string Tracking, string? FarmerName, string? FarmerPhone, string Difficulty, DateTimeOffset? DueAt, int CallsInVain);

/// <summary>Calling farmers back: who is to be called, soonest due first, and calls that reached nobody.</summary>
internal static class CallBack
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/call-backs", List).WithName("listCallBacks").ShowsPersonsOf(by: null).WithTags("Clerk").WithSummary("Farmers to be called back 回访名单")
            .Produces<IReadOnlyList<CallBackLine>>();
        api.MapPost("/orders/{tracking}/call-back", Note).WithName("callBack").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("I called and reached nobody 回访未接通")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<IResult> Note([AsParameters] OrderAct act, CallBackRequest? request)
    {
        var fact = (request ?? new CallBackRequest()).Said(act.By, act.Now);
        return act.Take((_, _) => fact);
    }

    private static async Task<IResult> List(Caller caller, DispatchDb db, CancellationToken stop, string? station = null)
    {
        var check = new Check();
        var id = station is null ? null : (await check.Station("station", station, db, stop))?.Id;
        check.Done();
        var calls = caller.MustCall;
        return Results.Ok(await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes()
            .Where(order => order.State == State.Reported && (id == null || order.Station == id))
            .OrderBy(order => order.DueAt).ThenBy(order => order.Tracking).Take(Most)
            .Select(order => new CallBackLine(
                order.Tracking.Value, calls ? order.FarmerName : null, calls ? order.FarmerPhone : null, order.Difficulty, order.DueAt,
                db.Set<HistoryRow>().Count(row => row.Order == order.Id && row.Fact == nameof(CalledInVain))))
            .ToListAsync(stop));
    }
}
