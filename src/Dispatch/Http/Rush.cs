using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Dispatch.Http;

/// <summary>Marks what everybody sends at once after hail; to look costs no turn.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ComesInARushAttribute : Attribute;

/// <summary>
/// Lets those who come in a rush wait for a turn of this process. Only so many are at work together; the others wait in the order
/// in which they came, before anything is made for them: a thousand at the database's door would each wait longer than its
/// patience, and be refused although there is time for all. What they send is there by then: who sends slowly keeps nobody waiting.
/// </summary>
public static class Rush
{
    private const int AtOnce = 16;

    /// <summary>Of a body in memory, in bytes; an order is hardly ever longer. The rest waits in a file.</summary>
    private const int Kept = 8192;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim Turns = new(AtOnce, AtOnce);

    public static IApplicationBuilder UseTurns(this IApplicationBuilder app) => app.Use(InTurn);

    /// <exception cref="IOException">Those before took too long, as they do where the database does not answer.</exception>
    private static async Task InTurn(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ComesInARushAttribute>() is null)
        {
            await next(context);
            return;
        }
        context.Request.EnableBuffering(Kept);
        await context.Request.Body.DrainAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        if (!await Turns.WaitAsync(Longest, context.RequestAborted)) throw new IOException("Too many are waiting for the database.");
        try
        {
            await next(context);
        }
        finally
        {
            Turns.Release();
        }
    }
}
