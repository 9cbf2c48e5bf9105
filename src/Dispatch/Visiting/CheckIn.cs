using Dispatch.Domain;
using Dispatch.Domain.Experts;
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

    /// <exception cref="BadInput">That is no place.</exception>
    public Arrival Said(Actor by, ExpertId expert, DateTimeOffset at)
    {
        var check = new Check();
        var place = check.Place(Latitude, Longitude);
        check.Done();
        return new Arrival(new CheckedIn(by, at, expert), DeviceTime, place);
    }
}

/// <summary>An arrival as it was said: the fact, and what is kept of it besides.</summary>
/// <param name="Fact">What the order takes.</param>
/// <param name="ByDevice">The phone's time.</param>
/// <param name="Place">Where the phone was.</param>
public sealed record Arrival(CheckedIn Fact, DateTimeOffset? ByDevice, Place? Place)
{
    /// <summary>The visit that begins with it, once the order has taken it.</summary>
    public Visit In(Order order) => new() { Order = order.Id, Version = order.Version, Expert = Fact.Expert, ArrivedAt = Fact.At, ArrivedAtByDevice = ByDevice, Place = Place };
}

/// <summary>The expert is there.</summary>
internal static class CheckIn
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/check-in", Arrive)
        .WithName("checkIn").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("I am there 到场签到")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Arrive([AsParameters] OrderAct act, CheckInRequest? request, DispatchDb db)
    {
        var arrival = (request ?? new CheckInRequest()).Said(act.By, act.Caller.Expert, act.Now);
        return act.Take((_, _) => arrival.Fact, order => db.Add(arrival.In(order)));
    }
}
