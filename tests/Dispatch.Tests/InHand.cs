using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Dispatch.Tests;

/// <summary>How many requests are being answered: the test's server, unlike the real one, doesn't wait for them when it is stopped.</summary>
internal sealed class InHand : IStartupFilter
{
    private int requests;

    public bool IsEmpty => Volatile.Read(ref requests) == 0;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, answer) =>
        {
            Interlocked.Increment(ref requests);
            try
            {
                await answer(context);
            }
            finally
            {
                Interlocked.Decrement(ref requests);
            }
        });
        next(app);
    };
}
