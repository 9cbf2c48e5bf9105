using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Messaging.Errors;

/// <summary>Failed messages for whoever runs the service: look, send again, give up.</summary>
internal static class ErrorEndpoints
{
    public static IEndpointRouteBuilder MapErrors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/errors", List).WithName("listErrors").WithTags("Errors").WithSummary("Messages that could not be handled, oldest first 出错消息")
            .Produces<IReadOnlyList<FailedMessage>>();
        api.MapGet("/errors/{id}", Show).WithName("showError").WithTags("Errors").WithSummary("One of them, with its body 出错详情")
            .Produces<FailedMessage>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/errors/{id}/replay", Replay).WithName("replayError").WithTags("Errors").WithSummary("Send it to its consumer again 重新处理")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/errors/{id}/discard", Discard).WithName("discardError").WithTags("Errors").WithSummary("Give it up 丢弃")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        return api;
    }

    private static async Task<IResult> List(ErrorQueues errors, CancellationToken stop) =>
        Results.Ok((await errors.List(stop)).Select(message => message.Short));

    private static async Task<IResult> Show(string id, ErrorQueues errors, HttpContext context, CancellationToken stop) =>
        await errors.Find(id, stop) is { } message ? Results.Ok(message) : Problems.NotFound(context);

    private static async Task<IResult> Replay(string id, ErrorQueues errors, HttpContext context, CancellationToken stop) =>
        await errors.Replay(id, stop) > 0 ? Results.NoContent() : Problems.NotFound(context);

    private static async Task<IResult> Discard(string id, ErrorQueues errors, HttpContext context, CancellationToken stop) =>
        await errors.Discard(id, stop) > 0 ? Results.NoContent() : Problems.NotFound(context);
}
