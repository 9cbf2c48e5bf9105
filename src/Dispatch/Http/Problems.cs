using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Http;

/// <summary>Turns what went wrong into RFC 9457 problem details, in the caller's language. The only place that knows status codes of refusals.</summary>
public sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Of(exception, httpContext, Language.Of(httpContext));
        if (problem.Status == StatusCodes.Status500InternalServerError) log.LogError(exception, "Failed at {Path}.", httpContext.Request.Path);
        else if (problem.Status > 500) log.LogWarning(Passing.Whole(exception), "Could not answer {Path} now ({Why}).", httpContext.Request.Path, Passing.Why(exception));
        if (exception is TooOften often) often.Say(httpContext.Response);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "5";
        await Results.Problem(problem).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Says why an act on an order was not done; null when it was, or had been before.</summary>
    public static IResult? WhyNot(HttpContext context, Answer answer) => answer switch
    {
        { Order: null } => NotFound(context),
        { Refusal: null or Refusal.AlreadyDone } => null,
        { Refusal: { } refusal } => Refused(context, refusal),
    };

    /// <summary>Says why an act was refused: a word of <see cref="Refusal"/> or of another closed set of reasons.</summary>
    public static IResult Refused(HttpContext context, Enum refusal, string? detail = null) =>
        Results.Problem(new ProblemDetails { Status = StatusCodes.Status409Conflict, Title = Texts.In(Language.Of(context), $"{refusal.GetType().Name}.{refusal}"), Detail = detail, Extensions = { ["code"] = refusal.ToString() } });

    public static IResult NotFound(HttpContext context) =>
        Results.Problem(Problem(StatusCodes.Status404NotFound, "NotFound", Language.Of(context)));

    /// <summary>Nobody knows who calls.</summary>
    public static IResult NotSignedIn(HttpContext context) =>
        Results.Problem(Problem(StatusCodes.Status401Unauthorized, "NotSignedIn", Language.Of(context), new FieldError("Authorization", "NoSuchKey")));

    /// <summary>Gives an answer that has only a status its words: no such route, another method, a body too large.</summary>
    public static Task Explain(HttpContext context)
    {
        var (language, status) = (Language.Of(context), context.Response.StatusCode);
        return Results.Problem(status switch
        {
            StatusCodes.Status400BadRequest => Problem(status, "BadInput", language, Unreadable.Parameters(context)),
            StatusCodes.Status403Forbidden => Problem(status, "NotAllowed", language),
            StatusCodes.Status404NotFound => Problem(status, "NotFound", language),
            StatusCodes.Status405MethodNotAllowed => Problem(status, "MethodNotAllowed", language),
            StatusCodes.Status413PayloadTooLarge => Problem(status, "TooLarge", language),
            StatusCodes.Status415UnsupportedMediaType => NotJson(language),
            StatusCodes.Status429TooManyRequests => Problem(status, "TooOften", language),
            _ => Problem(status, status < StatusCodes.Status500InternalServerError ? "BadInput" : "Fault", language),
        }).ExecuteAsync(context);
    }

    /// <summary>The key has been used for a request that asked for something else.</summary>
    public static IResult KeyReused(HttpContext context) =>
        Results.Problem(Problem(StatusCodes.Status422UnprocessableEntity, "KeyReused", Language.Of(context), new FieldError(IdempotencyKey.Header, "KeyReused")));

    /// <summary>The status of what went wrong, for a page that says it in its own words.</summary>
    public static int StatusOf(Exception exception, HttpContext context) => Of(exception, context, Language.Chinese).Status!.Value;

    private static ProblemDetails Of(Exception exception, HttpContext context, string language) => exception switch
    {
        BadInput bad => Problem(StatusCodes.Status400BadRequest, "BadInput", language, [.. bad.Errors]),
        NotAllowed refused => Problem(StatusCodes.Status403Forbidden, "NotAllowed", language, new FieldError(Caller.Header, refused.Key, [.. refused.Values])),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem(StatusCodes.Status413PayloadTooLarge, "TooLarge", language),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => NotJson(language),
        BadHttpRequestException request => Problem(StatusCodes.Status400BadRequest, "BadInput", language, Unreadable.Of(request, context)),
        TooOften => Problem(StatusCodes.Status429TooManyRequests, "TooOften", language),
        BrokerUnreachableException => Problem(StatusCodes.Status503ServiceUnavailable, "BrokerUnavailable", language),
        _ when Passing.IsPassing(exception) || exception is IOException => Problem(StatusCodes.Status503ServiceUnavailable, "DatabaseUnavailable", language),
        _ => Problem(StatusCodes.Status500InternalServerError, "Fault", language),
    };

    private static ProblemDetails NotJson(string language) =>
        Problem(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", language, new FieldError("Content-Type", "UnsupportedMediaType"));

    /// <summary>The code is the key of the title as well.</summary>
    private static ProblemDetails Problem(int status, string code, string language, params FieldError[] errors)
    {
        var problem = new ProblemDetails { Status = status, Title = Texts.In(language, code), Extensions = { ["code"] = code } };
        if (errors.Length == 0) return problem;
        problem.Extensions["errors"] = errors.GroupBy(error => error.Field)
            .ToDictionary(field => field.Key, field => field.Select(error => Texts.In(language, error.Key, error.Values)).ToArray());
        return problem;
    }
}
