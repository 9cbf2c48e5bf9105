using System.Diagnostics;

namespace Dispatch.Messaging;

/// <summary>
/// Up to which row of the outbox everything has been there for a while. By what this process has seen and its own stopwatch:
/// rows say when something happened, and by whose clock is not known.
/// </summary>
internal sealed class Waited(TimeSpan time)
{
    private readonly Queue<(long At, long Sequence)> seen = [];
    private long ripe;

    /// <summary>Whether there is anything to wait for.</summary>
    public bool AtAll => time > TimeSpan.Zero;

    /// <param name="newest">The last row there is now.</param>
    public long Upto(long newest)
    {
        seen.Enqueue((Stopwatch.GetTimestamp(), newest));
        while (Stopwatch.GetElapsedTime(seen.Peek().At) >= time)
        {
            ripe = seen.Dequeue().Sequence;
            if (seen.Count == 0) break;
        }
        return ripe;
    }
}
