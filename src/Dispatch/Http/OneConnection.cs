using Dispatch.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Http;

/// <summary>One connection to the database for a whole request, instead of one for each question; the pool closes it.</summary>
public sealed class OneConnection : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<DispatchDb>();
        await db.Database.OpenConnectionAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}
