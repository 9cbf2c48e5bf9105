using System.Diagnostics;

namespace Dispatch.SystemTests;

/// <summary>For what sends no word when it happens. The limit is a ceiling: it is only ever waited out by a failure.</summary>
public static class Eventually
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    public static async Task Holds(string what, Func<Task<bool>> condition, TimeSpan ceiling)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Tick);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > ceiling)
                throw new TimeoutException($"Not within {ceiling.TotalSeconds:0} s: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
