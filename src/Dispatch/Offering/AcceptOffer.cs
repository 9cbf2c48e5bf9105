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
}

/// <summary>The expert takes the seat.</summary>
internal static class AcceptOffer
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/accept", Accept)
        .WithName("acceptOffer").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("Take the seat offered 接单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Accept([AsParameters] OrderAct act, AcceptRequest? request)
    {
        var expert = act.Caller.Expert;
        var check = new Check();
        if (request?.ComesAt < act.Now) check.Fail("comesAt", "InThePast");
        check.Done();
        return act.Take((_, now) => new Accepted(act.By, now, expert, request?.ComesAt));
    }
}
