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
/// served is served at once: nobody waits for others to come. Where serving them together fails, each is served alone, so that a
/// bad one fails by itself; trouble that passes by itself is everybody's.
/// </summary>
/// <param name="serve">Serves them, all or nothing.</param>
public sealed class Gathering<T>(Func<IReadOnlyList<T>, CancellationToken, Task> serve)
{
    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = [];
    private bool serving;

    /// <summary>Returns when this one has been served, or throws what went wrong with it.</summary>
    /// <param name="one">Who.</param>
    /// <param name="stop">Ends the serving of all who are served with it, where it is the first of them.</param>
    /// <param name="waiting">Ends its own wait for a turn.</param>
    /// <exception cref="OperationCanceledException">It waits no longer; whether it is served is open.</exception>
    public async Task Serve(T one, CancellationToken stop, CancellationToken waiting)
    {
        var mine = new Waiting(one);
        if (!IsFirst(mine))
        {
            await using var end = waiting.UnsafeRegister(static (mine, ended) => ((Waiting)mine!).GiveUp(ended), mine);
            if (!await mine.Called) return;
        }
        try
        {
            await Together([mine, .. Others()], stop);
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
            return mine.Called.IsCompleted;
        }
    }

    /// <summary>Those who wait still, in the order in which they came.</summary>
    private List<Waiting> Others()
    {
        var others = new List<Waiting>();
        lock (gate)
            while (others.Count < Gathering.Most - 1 && queue.TryDequeue(out var next))
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
        catch (Exception failure) when (some.Count > 1 && !Passing.IsPassing(failure) && !stop.IsCancellationRequested)
        {
            foreach (var one in some) await Together([one], stop);
        }
        catch (Exception failure)
        {
            some.ForEach(one => one.End(failure));
        }
    }

    /// <summary>One who waits: until it is called to serve itself and those who come after it, or has been served by another.</summary>
    private sealed class Waiting(T who)
    {
        private readonly TaskCompletionSource<bool> called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public T Who => who;

        /// <summary>Whether it is to serve; otherwise it has been served.</summary>
        public Task<bool> Called => called.Task;

        /// <summary>What went wrong with it while it served.</summary>
        public ExceptionDispatchInfo? Failure { get; private set; }

        /// <returns>False where it waits no longer.</returns>
        public bool Call() => called.TrySetResult(true);

        public void GiveUp(CancellationToken ended) => called.TrySetCanceled(ended);

        public void End() => called.TrySetResult(false);

        public void End(Exception failure)
        {
            if (!called.TrySetException(failure)) Failure = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
