using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Visiting;

/// <summary>The expert has arrived.</summary>
public sealed record CheckInRequest
{
    /// <summary>The phone's time, when it was noted without a network.</summary>
    public DateTimeOffset? DeviceTime { get; init; }

    /// <example>41.04</example>
    public double? Latitude { get; init; }

    /// <example>107.45</example>
    public double? Longitude { get; init; }
}

/// <summary>The expert is there.</summary>
internal static class CheckIn
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/check-in", Arrive)
        .WithName("checkIn").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("I am there 到场签到")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Arrive([AsParameters] OrderAct act, CheckInRequest? request, DispatchDb db)
    {
        var expert = act.Caller.Expert;
        var check = new Check();
        var place = check.Place(request?.Latitude, request?.Longitude);
        check.Done();
        var now = act.Now;
        return act.Take((_, _) => new CheckedIn(act.By, now, expert), order => db.Add(new Visit
        {
            Order = order.Id,
            Version = order.Version,
            Expert = expert,
            ArrivedAt = now,
            ArrivedAtByDevice = request?.DeviceTime,
            Place = place,
        }));
    }
}
