using System.Runtime.ExceptionServices;
using Dispatch.Messaging;

namespace Dispatch.Persistence;

/// <summary>How many are served together.</summary>
public static class Gathering
{
    /// <summary>Who comes after so many waits for the next turn: the first of them is not to wait for a crowd.</summary>
    public const int Most = 16;
}

/// <summary>
/// Lets those who come while others are served be served together, with what only one transaction costs. Who comes when nobody is
/// served is served as soon as the approach is free: nobody waits for others to come, unless a pause is asked for. Where serving
/// them together fails, each is served alone, so that a bad one fails by itself; trouble with the database as a whole is everybody's.
/// </summary>
/// <param name="serve">Serves them, all or nothing.</param>
/// <param name="approach">What has to be free before it is settled who is served together; until what it returns is disposed. Where it does not become free, all who wait by then are told.</param>
/// <param name="pause">Who comes sooner than that after the last serving began waits for others until then, or until as many are there as are served together. For what nobody waits for.</param>
/// <param name="clock">Tells when that is; null: the system's.</param>
public sealed class Gathering<T>(Func<IReadOnlyList<T>, CancellationToken, Task> serve, Func<CancellationToken, Task<IDisposable>> approach, TimeSpan pause = default, TimeProvider? clock = null)
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = [];
    private bool serving;
    private long? served;
    private TaskCompletionSource? crowd;

    /// <summary>Returns when this one has been served, or throws what went wrong with it.</summary>
    /// <param name="one">Who.</param>
    /// <param name="stop">Breaks off the serving, where it is the first of those who are served.</param>
    /// <param name="waiting">Ends its own wait for a turn.</param>
    /// <exception cref="OperationCanceledException">It waits no longer, or was broken off with the first of them; whether it is served is open. Says its own token.</exception>
    public async Task Serve(T one, CancellationToken stop, CancellationToken waiting)
    {
        var mine = new Waiting(one, waiting);
        if (!IsFirst(mine))
        {
            await using var end = waiting.UnsafeRegister(static mine => ((Waiting)mine!).GiveUp(), mine);
            if (!await mine.Called) return;
        }
        try
        {
            await Pause();
            using (await approach(stop))
            {
                served = clock.GetTimestamp();
                await Together([mine, .. Others(Gathering.Most - 1)], stop);
            }
        }
        catch (Exception failure)
        {
            End([mine, .. Others(int.MaxValue)], failure, stop);
        }
        finally
        {
            CallNext();
        }
        mine.Failure?.Throw();
    }

    private bool IsFirst(Waiting mine)
    {
        lock (gate)
        {
            if (serving) queue.Enqueue(mine);
            else serving = mine.Call();
            if (queue.Count >= Gathering.Most - 1) crowd?.TrySetResult();
            return mine.Called.IsCompleted;
        }
    }

    private async Task Pause()
    {
        if (pause > TimeSpan.Zero && served is { } last && pause - clock.GetElapsedTime(last) is { Ticks: > 0 } left)
            await Crowd().WaitAsync(left, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Over when as many wait as are served with the one who has been called.</summary>
    private Task Crowd()
    {
        lock (gate)
        {
            crowd = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (queue.Count >= Gathering.Most - 1) crowd.SetResult();
            return crowd.Task;
        }
    }

    /// <summary>Those who wait still, in the order in which they came.</summary>
    private List<Waiting> Others(int most)
    {
        var others = new List<Waiting>();
        lock (gate)
            while (others.Count < most && queue.TryDequeue(out var next))
                if (!next.Called.IsCompleted) others.Add(next);
        return others;
    }

    private void CallNext()
    {
        lock (gate)
        {
            while (queue.TryDequeue(out var next))
                if (next.Call()) return;
            serving = false;
        }
    }

    private async Task Together(List<Waiting> some, CancellationToken stop)
    {
        try
        {
            await serve([.. some.Select(one => one.Who)], stop);
            some.ForEach(one => one.End());
        }
        catch (Exception failure) when (some.Count > 1 && !Passing.IsEverybodys(failure) && !stop.IsCancellationRequested)
        {
            foreach (var one in some) await Together([one], stop);
        }
        catch (Exception failure)
        {
            End(some, failure, stop);
        }
    }

    private static void End(List<Waiting> some, Exception failure, CancellationToken stop) => some.ForEach(one => one.End(failure, isBrokenOff: stop.IsCancellationRequested));

    /// <summary>One who waits: until it is called to serve itself and those who come after it, or has been served by another.</summary>
    private sealed class Waiting(T who, CancellationToken waiting)
    {
        private readonly TaskCompletionSource<bool> called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public T Who => who;

        /// <summary>Whether it is to serve; otherwise it has been served.</summary>
        public Task<bool> Called => called.Task;

        /// <summary>What went wrong with it while it served.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        /// <returns>False where it waits no longer.</returns>
        public bool Call() => called.TrySetResult(true);

        public bool GiveUp() => called.TrySetCanceled(waiting);

        public void End() => called.TrySetResult(false);

        /// <summary>Whom another's end breaks off is not told of a token it does not know.</summary>
        public void End(Exception failure, bool isBrokenOff)
        {
            if (!(isBrokenOff ? GiveUp() : called.TrySetException(failure))) Failure = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
