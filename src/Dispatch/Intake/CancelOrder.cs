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
}

/// <summary>The farmer, or a clerk for them, does not need it any more. Possible until the report is in.</summary>
internal static class CancelOrder
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/cancel", Cancel)
        .WithName("cancelOrder").WithTags("Orders").WithSummary("Cancel an order 取消订单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Cancel([AsParameters] OrderAct act, CancelRequest? request)
    {
        var check = new Check();
        var why = check.Optional("reason", request?.Reason, 300);
        check.Done();
        return act.Take((_, now) => new Cancelled(act.By, now, why));
    }
}
