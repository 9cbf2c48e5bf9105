using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Visiting;

/// <summary>How it went, in the farmer's view.</summary>
public sealed record ConfirmRequest
{
    /// <summary>Solved, PartlySolved or NotSolved.</summary>
    /// <example>Solved</example>
    [Required]
    public string? Outcome { get; init; }

    /// <example>按专家说的办，叶子缓过来了</example>
    public string? Words { get; init; }

    /// <summary>After "not solved": whether somebody should come again. Yes unless said otherwise.</summary>
    public bool? VisitAgain { get; init; }

    /// <exception cref="BadInput">It says no outcome of a visit, or too many words.</exception>
    public Confirmed Said(Actor by, DateTimeOffset at)
    {
        var check = new Check();
        var outcome = check.Required("outcome", Outcome, ConfirmOutcome.OfAVisit);
        var words = check.Optional("words", Words, 1000);
        check.Done();
        return new Confirmed(by, at, outcome, words) { VisitAgain = VisitAgain ?? true };
    }
}

/// <summary>The farmer, or a clerk who called back, says whether it is solved.</summary>
internal static class ConfirmOutcome
{
    /// <summary>How a visit can have gone; orders end in other ways too.</summary>
    public static readonly Outcome[] OfAVisit = [Outcome.Solved, Outcome.PartlySolved, Outcome.NotSolved];

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/confirm", Confirm)
        .WithName("confirmOutcome").WithTags("Orders").WithSummary("Say whether it is solved 确认结果")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> Confirm([AsParameters] OrderAct act, ConfirmRequest? request)
    {
        var fact = Check.Body(request).Said(act.By, act.Now);
        return act.Take((_, _) => fact);
    }
}

/// <summary>A report that nobody confirms in time is closed as unconfirmed. It never counts as solved.</summary>
internal sealed class CloseUnconfirmed : Limit
{
    private static readonly Actor Engine = Actor.Engine("visiting");

    public override IQueryable<OrderId> Passed(DispatchDb db, DateTimeOffset now) =>
        db.Set<Order>().Where(order => order.DueAt < now && order.State == State.Reported).OrderBy(order => order.DueAt).Select(order => order.Id);

    public override IEnumerable<Fact> Facts(Order order, DateTimeOffset now)
    {
        if (order.DueAt < now && order.State == State.Reported) yield return new ConfirmationLapsed(Engine, now);
    }
}
