using System.Text.Json;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Http;

/// <summary>Turns what went wrong into RFC 9457 problem details, in the caller's language. The only place that knows status codes of refusals.</summary>
public sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Of(exception, Language.Of(httpContext)) is not { } problem) return false;
        if (problem.Status >= 500) log.LogWarning(exception, "Could not answer {Path} now.", httpContext.Request.Path);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "5";
        await Results.Problem(problem).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Says that an act was refused, or gives what it made of the order.</summary>
    public static IResult Result(HttpContext context, Answer answer, OrderView? view) => answer switch
    {
        { Order: null } => NotFound(context),
        { Refusal: null or Refusal.AlreadyDone } => Results.Ok(view),
        { Refusal: { } refusal } => Refused(context, refusal),
    };

    /// <summary>Says why an act was refused: a word of <see cref="Refusal"/> or of another closed set of reasons.</summary>
    public static IResult Refused(HttpContext context, Enum refusal, string? detail = null) =>
        Results.Problem(Problem(StatusCodes.Status409Conflict, refusal.ToString(), Texts.In(Language.Of(context), $"{refusal.GetType().Name}.{refusal}"), detail));

    public static IResult NotFound(HttpContext context) =>
        Results.Problem(Problem(StatusCodes.Status404NotFound, "NotFound", Texts.In(Language.Of(context), "NotFound")));

    /// <summary>Gives an answer that has only a status its words: no such route, another method, a body too large.</summary>
    public static Task Explain(HttpContext context)
    {
        var (language, status) = (Language.Of(context), context.Response.StatusCode);
        var problem = status switch
        {
            StatusCodes.Status404NotFound => Problem(status, "NotFound", Texts.In(language, "NotFound")),
            StatusCodes.Status413PayloadTooLarge => Problem(status, "TooLarge", Texts.In(language, "TooLarge")),
            _ => Problem(status, "BadInput", ReasonPhrases.GetReasonPhrase(status)),
        };
        return Results.Problem(problem).ExecuteAsync(context);
    }

    /// <summary>The key has been used for a request with another body.</summary>
    public static IResult KeyReused(HttpContext context)
    {
        var language = Language.Of(context);
        var problem = Problem(StatusCodes.Status422UnprocessableEntity, "KeyReused", Texts.In(language, "KeyReused"));
        problem.Extensions["errors"] = new Dictionary<string, string[]> { [IdempotencyKey.Header] = [Texts.In(language, "KeyReused")] };
        return Results.Problem(problem);
    }

    private static ProblemDetails? Of(Exception exception, string language) => exception switch
    {
        BadInput bad => Bad(bad.Errors, language),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem(StatusCodes.Status413PayloadTooLarge, "TooLarge", Texts.In(language, "TooLarge")),
        BadHttpRequestException { InnerException: JsonException json } => Bad([new FieldError(Field(json), "NotReadable")], language),
        BadHttpRequestException request => Bad([new FieldError("request", "NotReadableBecause", request.Message)], language),
        BrokerUnreachableException => Problem(StatusCodes.Status503ServiceUnavailable, "BrokerUnavailable", Texts.In(language, "BrokerUnavailable")),
        _ when Passing.IsPassing(exception) || exception is IOException => Problem(StatusCodes.Status503ServiceUnavailable, "DatabaseUnavailable", Texts.In(language, "DatabaseUnavailable")),
        _ => null,
    };

    private static ProblemDetails Bad(IReadOnlyList<FieldError> errors, string language)
    {
        var problem = Problem(StatusCodes.Status400BadRequest, "BadInput", Texts.In(language, "BadInput"));
        problem.Extensions["errors"] = errors.GroupBy(error => error.Field)
            .ToDictionary(field => field.Key, field => field.Select(error => Texts.In(language, error.Key, error.Values)).ToArray());
        return problem;
    }

    private static ProblemDetails Problem(int status, string code, string title, string? detail = null) =>
        new() { Status = status, Title = title, Detail = detail, Extensions = { ["code"] = code } };

    private static string Field(JsonException json) =>
        json.Path is { Length: > 2 } path ? path[2..] : "body";
}
