using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence;

/// <summary>Waiting for another process, a moment at a time.</summary>
internal static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quietly = TimeSpan.FromSeconds(3);

    /// <summary>Tries until there is one.</summary>
    /// <param name="attempt">Null while another process has it.</param>
    /// <param name="held">What it has, told once when it takes long.</param>
    /// <param name="log">Where that is told.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<T> Until<T>(Func<Task<T?>> attempt, string held, ILogger log, CancellationToken stop)
        where T : class
    {
        var waiting = Stopwatch.GetTimestamp();
        for (var told = false; ;)
        {
            if (await attempt() is { } got) return got;
            if (!told && Stopwatch.GetElapsedTime(waiting) > Quietly)
            {
                log.LogWarning("Another process is bringing the database up to date and holds {What}; waiting for it.", held);
                told = true;
            }
            await Task.Delay(Pause, stop);
        }
    }
}
