using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Intake;

/// <summary>Why it is no longer needed, if one wants to say.</summary>
public sealed record CancelRequest
{
    /// <example>雨后自己好了</example>
    public string? Reason { get; init; }

    /// <exception cref="BadInput">The reason is too long, or can't be read.</exception>
    public Cancelled Said(Actor by, DateTimeOffset at)
    {
        var check = new Check();
        var why = check.Optional("reason", Reason, 300);
        check.Done();
        return new Cancelled(by, at, why);
    }
}

/// <summary>The farmer, or a clerk for them, does not need it any more. Possible until the report is in.</summary>
internal static class CancelOrder
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/cancel", Cancel)
        .WithName("cancelOrder").ShowsPersonsOf("tracking").WithTags("Orders").WithSummary("Cancel an order 取消订单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Cancel([AsParameters] OrderAct act, CancelRequest? request)
    {
        var fact = (request ?? new CancelRequest()).Said(act.By, act.Now);
        return act.Take((_, _) => fact);
    }
}
