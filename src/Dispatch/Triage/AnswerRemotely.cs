using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Triage;

/// <summary>What the farmer was told, or why nobody can help.</summary>
public sealed record ClerkWords
{
    /// <example>先停水晒田两天，再按每亩 50 克兑水喷施</example>
    [Required]
    public string? Words { get; init; }
}

/// <summary>A clerk ends an order without a visit: by an answer, or because nobody can help.</summary>
internal static class AnswerRemotely
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{tracking}/answer", ([AsParameters] OrderAct act, ClerkWords? request) => Close(act, request, (by, now, words) => new Answered(by, now, words)))
            .WithName("answerOrder").WithTags("Clerk").WithSummary("Answer without a visit 远程解答")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/orders/{tracking}/give-up", ([AsParameters] OrderAct act, ClerkWords? request) => Close(act, request, (by, now, words) => new GivenUp(by, now, words)))
            .WithName("giveUpOrder").WithTags("Clerk").WithSummary("Close as not solved 无法解决")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<IResult> Close(OrderAct act, ClerkWords? request, Func<Actor, DateTimeOffset, string, Fact> fact)
    {
        var by = act.By;
        var check = new Check();
        var words = check.Text("words", request?.Words, 2000);
        check.Done();
        return act.Take((_, now) => fact(by, now, words));
    }
}
