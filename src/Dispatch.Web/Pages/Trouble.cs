using Dispatch.Http;
using Dispatch.Messaging;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>Says in words what went wrong with a page: no such page, too much was sent, the service is busy or at fault.</summary>
internal sealed class Trouble(RequestDelegate next, ILogger<Trouble> log)
{
    public const string Page = "/trouble";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!SafePages.IsPage(context))
        {
            await next(context);
            return;
        }
        await Try(context);
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }) await Explain(context);
    }

    private async Task Try(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var status = Problems.StatusOf(failure, context);
            if (status == StatusCodes.Status500InternalServerError) log.LogError(failure, "Failed at {Path}.", context.Request.Path);
            else if (status > 500) log.LogWarning(Passing.Whole(failure), "Could not show {Path} now ({Why}).", context.Request.Path, Passing.Why(failure));
            context.Response.Clear();
            context.Response.StatusCode = status;
            if (failure is TooOften often) often.Say(context.Response);
        }
    }

    /// <summary>The page about it, under the address where it happened.</summary>
    private async Task Explain(HttpContext context)
    {
        var (path, method) = (context.Request.Path, context.Request.Method);
        (context.Request.Path, context.Request.Method) = (Page, HttpMethods.Get);
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        try
        {
            await next(context);
        }
        finally
        {
            (context.Request.Path, context.Request.Method) = (path, method);
        }
    }
}

/// <summary>What went wrong, and what one can do about it.</summary>
[IgnoreAntiforgeryToken]
public sealed class TroubleModel(Words say) : DispatchPage(say)
{
    /// <summary>Ends the key of what is said.</summary>
    public string Kind => Response.StatusCode switch
    {
        StatusCodes.Status403Forbidden => "NotYours",
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status413PayloadTooLarge => "TooLarge",
        StatusCodes.Status429TooManyRequests => "TooOften",
        StatusCodes.Status503ServiceUnavailable => "Busy",
        >= 500 => "Fault",
        _ => "Stale",
    };

    public void OnGet()
    {
        if (Response.StatusCode == StatusCodes.Status200OK) Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
