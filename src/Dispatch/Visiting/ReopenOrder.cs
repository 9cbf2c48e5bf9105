using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Visiting;

/// <summary>Why it is not over after all.</summary>
public sealed record ReopenRequest
{
    /// <example>浇了一水又黄了</example>
    [Required]
    public string? Reason { get; init; }

    /// <exception cref="BadInput">The reason is missing, too long, or can't be read.</exception>
    public Reopened Said(Actor by, DateTimeOffset at)
    {
        var check = new Check();
        var why = check.Text("reason", Reason, 300);
        check.Done();
        return new Reopened(by, at, why);
    }
}

/// <summary>The difficulty is back: the same order goes to matching again, its history kept.</summary>
internal static class ReopenOrder
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/reopen", Reopen)
        .WithName("reopenOrder").ShowsPersonsOf("tracking").WithTags("Orders").WithSummary("Open a closed order again 重新打开")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Reopen([AsParameters] OrderAct act, ReopenRequest? request)
    {
        var fact = (request ?? new ReopenRequest()).Said(act.By, act.Now);
        return act.Take((_, _) => fact);
    }
}
