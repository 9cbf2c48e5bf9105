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

    /// <exception cref="BadInput">There are no words, too many, or they can't be read.</exception>
    public Answered Answer(Actor by, DateTimeOffset at) => new(by, at, Read());

    /// <exception cref="BadInput">There are no words, too many, or they can't be read.</exception>
    public GivenUp GiveUp(Actor by, DateTimeOffset at) => new(by, at, Read());

    private string Read()
    {
        var check = new Check();
        var words = check.Text("words", Words, 2000);
        check.Done();
        return words;
    }
}

/// <summary>A clerk ends an order without a visit: by an answer, or because nobody can help.</summary>
internal static class AnswerRemotely
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{tracking}/answer", ([AsParameters] OrderAct act, ClerkWords? request) => Close(act, request, (words, now) => words.Answer(act.By, now)))
            .WithName("answerOrder").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("Answer without a visit 远程解答")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/orders/{tracking}/give-up", ([AsParameters] OrderAct act, ClerkWords? request) => Close(act, request, (words, now) => words.GiveUp(act.By, now)))
            .WithName("giveUpOrder").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("Close as not solved 无法解决")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<IResult> Close(OrderAct act, ClerkWords? request, Func<ClerkWords, DateTimeOffset, Fact> said)
    {
        var fact = said(request ?? new ClerkWords(), act.Now);
        return act.Take((_, _) => fact);
    }
}
