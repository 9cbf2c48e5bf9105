using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>Work in the background that comes round again and again.</summary>
public static class Rounds
{
    /// <summary>One round. If it fails that is said, and the next follows; what breaks off at the stop is done by the next life.</summary>
    public static async Task Try(this ILogger log, string work, Func<Task> round, CancellationToken stop)
    {
        try
        {
            await round();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (!stop.IsCancellationRequested) log.LogWarning(Passing.Whole(failure), "{Work} failed ({Why}); it is tried again.", work, Passing.Why(failure));
        }
    }
}
