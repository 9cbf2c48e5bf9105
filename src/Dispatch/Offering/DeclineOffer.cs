using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Offering;

/// <summary>The expert's reason, for a no or a hand-back.</summary>
public sealed record DeclineRequest
{
    /// <example>当天在外地培训</example>
    [Required]
    public string? Reason { get; init; }

    /// <exception cref="BadInput">No reason is given.</exception>
    public Declined Decline(Actor by, ExpertId expert, DateTimeOffset at) => new(by, at, expert, Because());

    /// <inheritdoc cref="Decline"/>
    public HandedBack HandBack(Actor by, ExpertId expert, DateTimeOffset at) => new(by, at, expert, Because());

    private string Because()
    {
        var check = new Check();
        var why = check.Text("reason", Reason, 300);
        check.Done();
        return why;
    }
}

/// <summary>The expert says no; the seat is matched again, and this expert is not asked again for this order.</summary>
internal static class DeclineOffer
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/decline", Decline)
        .WithName("declineOffer").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("Say no to an offer 拒单")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Decline([AsParameters] OrderAct act, DeclineRequest? request)
    {
        var fact = (request ?? new DeclineRequest()).Decline(act.By, act.Caller.Expert, act.Now);
        return act.Take((_, _) => fact);
    }
}
