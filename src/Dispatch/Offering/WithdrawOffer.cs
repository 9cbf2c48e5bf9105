using System.ComponentModel.DataAnnotations;
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
}

/// <summary>A clerk takes a seat back from an expert who can't be reached. It does not count as the expert's refusal.</summary>
internal static class WithdrawOffer
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/withdraw", Withdraw)
        .WithName("withdrawOffer").WithTags("Clerk").WithSummary("Take a seat back from an expert 收回派单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Withdraw([AsParameters] OrderAct act, WithdrawRequest? request, DispatchDb db)
    {
        var by = act.By;
        var check = new Check();
        var code = check.Text("expert", request?.Expert, 40);
        var why = check.Text("reason", request?.Reason, 300);
        check.Done();
        if (!await db.HasExpert(code, act.Stop)) throw new BadInput("expert", "UnknownExpert", code);
        return await act.Take((_, now) => new Withdrawn(by, now, ExpertId.For(code), why));
    }
}
