using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Offering;

/// <summary>From whom a seat is taken back, and why.</summary>
public sealed record WithdrawRequest
{
    /// <summary>Code of the expert.</summary>
    /// <example>E017</example>
    [Required]
    public string? Expert { get; init; }

    /// <example>电话联系不上</example>
    [Required]
    public string? Reason { get; init; }

    /// <exception cref="BadInput">There is no such expert, or no reason.</exception>
    public async Task<Withdrawn> Said(Actor by, DateTimeOffset at, DispatchDb db, CancellationToken stop)
    {
        var check = new Check();
        var code = check.Text("expert", Expert, 40);
        var why = check.Text("reason", Reason, 300);
        check.Done();
        if (!await db.HasExpert(code, stop)) throw new BadInput("expert", "UnknownExpert", code);
        return new Withdrawn(by, at, ExpertId.For(code), why);
    }
}

/// <summary>A clerk takes a seat back from an expert who can't be reached. It does not count as the expert's refusal.</summary>
internal static class WithdrawOffer
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/withdraw", Withdraw)
        .WithName("withdrawOffer").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("Take a seat back from an expert 收回派单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Withdraw([AsParameters] OrderAct act, WithdrawRequest? request, DispatchDb db)
    {
        var fact = await (request ?? new WithdrawRequest()).Said(act.By, act.Now, db, act.Stop);
        return await act.Take((_, _) => fact);
    }
}
