using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Triage;

/// <summary>Under which order it goes on, and why a clerk thinks that they are the same.</summary>
public sealed record MergeRequest
{
    /// <summary>Tracking number of the order that is kept: open, and not visited yet.</summary>
    /// <example>99839465079</example>
    [Required]
    public string? Into { get; init; }

    /// <example>同一块地，邻居也报了</example>
    [Required]
    public string? Reason { get; init; }

    /// <param name="by">Who says it.</param>
    /// <param name="at">When.</param>
    /// <param name="db">Where the other order is.</param>
    /// <param name="maySee">Whether they may see the other order; to who may not, it is not there.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="BadInput">There is no such order to be seen, or no reason.</exception>
    public async Task<Merged> Said(Actor by, DateTimeOffset at, DispatchDb db, Func<Order, bool> maySee, CancellationToken stop)
    {
        var check = new Check();
        var text = check.Text("into", Into, 40);
        var why = check.Text("reason", Reason, 300);
        check.Done();
        var number = Check.Tracking(text, "into");
        var other = await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().FirstOrDefaultAsync(order => order.Tracking == number, stop);
        if (other is null || !maySee(other)) throw new BadInput("into", "UnknownOrder", text);
        return new Merged(by, at, other, why);
    }
}

/// <summary>A clerk finds that two orders are one difficulty: one of them goes on under the other.</summary>
internal static class MergeOrder
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/merge", Merge)
        .WithName("mergeOrder").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("Let it go on under another order 合并重复订单")
        .WithDescription("It is closed as Merged, which is counted nowhere, and its seats are free again. Its farmer keeps the number, and is told who comes and how it ends. If the other order is cancelled by somebody else, it is opened again.")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Merge([AsParameters] OrderAct act, [Required] MergeRequest? request, DispatchDb db)
    {
        var fact = await Check.Body(request).Said(act.By, act.Now, db, _ => true, act.Stop);
        return await act.Take((_, _) => fact);
    }
}
