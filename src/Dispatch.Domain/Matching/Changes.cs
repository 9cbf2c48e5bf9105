namespace Dispatch.Domain.Matching;

/// <summary>
/// Lets one thread at a time change what many look at without waiting: who looks while something changes looks again
/// (a sequence lock; Boehm, "Can seqlocks get along with programming language memory models?", MSPC 2012).
/// </summary>
internal sealed class Changes
{
    /// <summary>So often somebody looks again before they make the next change wait.</summary>
    private const int Tries = 3;

    private readonly Lock gate = new();

    /// <summary>Held while something changes, never while a change is prepared: whoever looks waits for this at most.</summary>
    private readonly Lock changing = new();

    /// <summary>Odd while something changes.</summary>
    private int version;

    /// <summary>Keeps other changes out; those who look notice nothing.</summary>
    public Lock.Scope Alone() => gate.EnterScope();

    /// <summary>From here to the <see cref="End"/> nothing that is looked up counts. Both only within <see cref="Alone"/>, and short.</summary>
    public void Begin()
    {
        changing.Enter();
        Interlocked.Increment(ref version);
    }

    public void End()
    {
        Interlocked.Increment(ref version);
        changing.Exit();
    }

    /// <summary>What a look finds that no change falls into. It may be made several times, and has no effect of its own.</summary>
    public T Look<TAsked, T>(TAsked asked, Func<TAsked, T> look)
        where TAsked : allows ref struct
    {
        for (var n = 0; n < Tries; n++)
        {
            var before = Settled();
            try
            {
                var found = look(asked);
                Volatile.ReadBarrier();
                if (version == before) return found;
            }
            catch (Exception) when (Volatile.Read(ref version) != before)
            {
                // What was half changed made no sense.
            }
        }
        return Hold(asked, look);
    }

    /// <summary>The same, while the next change waits.</summary>
    public T Hold<TAsked, T>(TAsked asked, Func<TAsked, T> look)
        where TAsked : allows ref struct
    {
        lock (changing) return look(asked);
    }

    private int Settled()
    {
        var wait = new SpinWait();
        int now;
        while (int.IsOddInteger(now = Volatile.Read(ref version))) wait.SpinOnce();
        return now;
    }
}
