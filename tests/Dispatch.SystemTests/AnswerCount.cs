namespace Dispatch.SystemTests;

/// <summary>Counts what people are answered: something that comes after so many more answers hits whatever follows from them.</summary>
public sealed class AnswerCount
{
    private readonly Lock gate = new();
    private int answered;
    private (int At, TaskCompletionSource Reached) mark;

    public void Count()
    {
        var now = Interlocked.Increment(ref answered);
        lock (gate)
            if (mark.Reached is { } reached && now >= mark.At) reached.TrySetResult();
    }

    /// <summary>For one who waits at a time.</summary>
    public Task More(int more)
    {
        lock (gate)
        {
            mark = (Volatile.Read(ref answered) + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (more == 0) mark.Reached.SetResult();
            return mark.Reached.Task;
        }
    }
}
