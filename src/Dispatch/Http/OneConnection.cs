using Dispatch.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Http;

/// <summary>
/// One connection to the database for a whole request, instead of one for each question; the pool closes it. In a rush only so many
/// requests are at the database at once. The others wait here, in the order in which they came and without a connection: a thousand at
/// its door would each wait longer than its patience, and be refused although there is time for all.
/// </summary>
public sealed class OneConnection : IEndpointFilter
{
    private const int AtOnce = 16;

    /// <summary>Of the process: each endpoint has a filter of its own.</summary>
    private static readonly SemaphoreSlim Turn = new(AtOnce, AtOnce);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<DispatchDb>();
        await Turn.WaitAsync(context.HttpContext.RequestAborted);
        try
        {
            await db.Database.OpenConnectionAsync(context.HttpContext.RequestAborted);
            return await next(context);
        }
        finally
        {
            Turn.Release();
        }
    }
}
