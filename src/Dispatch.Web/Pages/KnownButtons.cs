using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dispatch.Web.Pages;

/// <summary>Refuses what no page has a button for: a method or a handler that there is not would draw the page without anything in it.</summary>
internal sealed class KnownButtons : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (context.HandlerMethod is null && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) context.Result = new StatusCodeResult(StatusCodes.Status404NotFound);
        else await next();
    }
}
