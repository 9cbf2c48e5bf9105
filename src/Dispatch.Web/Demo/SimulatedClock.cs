namespace Dispatch.Web.Demo;

/// <summary>
/// A clock that stands still until it is set: timers sleep, so that nothing happens but what the simulation does.
/// <see cref="Release"/> lets it run on from where it stands.
/// </summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<SleepingTimer> sleeping = [];
    private DateTimeOffset now = start;
    private long? released;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return released is { } since ? now + GetElapsedTime(since) : now;
    }

    public void Set(DateTimeOffset to)
    {
        lock (gate) now = to.ToUniversalTime();
    }

    /// <summary>From now on time passes as outside, and timers run.</summary>
    public void Release()
    {
        lock (gate)
        {
            released = GetTimestamp();
            foreach (var timer in sleeping) timer.Wake();
            sleeping.Clear();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (released is not null) return System.CreateTimer(callback, state, dueTime, period);
            var timer = new SleepingTimer(this, callback, state, dueTime, period);
            sleeping.Add(timer);
            return timer;
        }
    }

    private void Forget(SleepingTimer timer)
    {
        lock (gate) sleeping.Remove(timer);
    }

    private sealed class SleepingTimer(SimulatedClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) : ITimer
    {
        private ITimer? awake;
        private bool disposed;

        public bool Change(TimeSpan dueTime1, TimeSpan period1)
        {
            (dueTime, period) = (dueTime1, period1);
            return awake?.Change(dueTime1, period1) ?? !disposed;
        }

        public void Wake() => awake = disposed ? null : System.CreateTimer(callback, state, dueTime, period);

        public void Dispose()
        {
            disposed = true;
            awake?.Dispose();
            clock.Forget(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
