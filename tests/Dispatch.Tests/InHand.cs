using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Dispatch.Tests;

/// <summary>
/// How many requests are in hand: the test's server, unlike the real one, doesn't wait for them when it is stopped. One is in
/// hand until what it used is given back, which is after its answer has ended.
/// </summary>
internal sealed class InHand : IStartupFilter
{
    private int requests;

    public bool IsEmpty => Volatile.Read(ref requests) == 0;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, answer) =>
        {
            Interlocked.Increment(ref requests);
            // Told last, because asked first: also of the request's own parts.
            context.Response.OnCompleted(Done);
            try
            {
                await answer(context);
            }
            catch
            {
                // Then the test's server completes nothing.
                await Done();
                throw;
            }
        });
        next(app);
    };

    private Task Done()
    {
        Interlocked.Decrement(ref requests);
        return Task.CompletedTask;
    }
}
