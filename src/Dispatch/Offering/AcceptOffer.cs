using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Offering;

/// <summary>The expert's yes.</summary>
public sealed record AcceptRequest
{
    /// <summary>When the expert means to come; may be left out.</summary>
    /// <example>2026-06-02T09:00:00+08:00</example>
    public DateTimeOffset? ComesAt { get; init; }

    /// <exception cref="BadInput">The expert means to have come already.</exception>
    public Accepted Said(Actor by, ExpertId expert, DateTimeOffset at)
    {
        var check = new Check();
        if (ComesAt < at) check.Fail("comesAt", "InThePast");
        check.Done();
        return new Accepted(by, at, expert, ComesAt);
    }
}

/// <summary>The expert takes the seat.</summary>
internal static class AcceptOffer
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/accept", Accept)
        .WithName("acceptOffer").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("Take the seat offered 接单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Accept([AsParameters] OrderAct act, AcceptRequest? request)
    {
        var fact = (request ?? new AcceptRequest()).Said(act.By, act.Caller.Expert, act.Now);
        return act.Take((_, _) => fact);
    }
}
