using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Dispatch.Http;

/// <summary>
/// Marks what everybody does at once after hail. Only so many are at work together; the others wait in the order in which they
/// came, before anything is made for them: a thousand at the database's door would each wait longer than its patience, and be
/// refused although there is time for all. What they send is there by then: who sends slowly keeps nobody waiting.
/// </summary>
public sealed class ComesInARush
{
    private const int AtOnce = 16;

    /// <summary>Of a body in memory, in bytes; an order is hardly ever longer. The rest waits in a file.</summary>
    private const int Kept = 8192;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim Turns = new(AtOnce, AtOnce);

    /// <exception cref="IOException">Those before took too long, as they do where the database does not answer.</exception>
    internal static async Task InTurn(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComesInARush>() is null)
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

/// <summary>Letting those who come in a rush wait for a turn of this process.</summary>
public static class Rush
{
    public static IApplicationBuilder UseTurns(this IApplicationBuilder app) => app.Use(ComesInARush.InTurn);
}
