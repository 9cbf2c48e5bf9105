namespace Dispatch.Domain.Matching;

/// <summary>
/// Lets one thread at a time change what many look at without waiting: who looks while something changes looks again
/// (a sequence lock; Boehm, "Can seqlocks get along with programming language memory models?", MSPC 2012).
/// </summary>
internal sealed class Changes
{
    /// <summary>So often somebody looks again before they make the changes wait.</summary>
    private const int Tries = 3;

    private readonly Lock gate = new();

    /// <summary>Odd while something changes.</summary>
    private int version;

    /// <summary>Keeps other changes out; those who look notice nothing.</summary>
    public Lock.Scope Alone() => gate.EnterScope();

    /// <summary>From here to the <see cref="End"/> nothing that is looked up counts. Both only within <see cref="Alone"/>.</summary>
    public void Begin() => Interlocked.Increment(ref version);

    public void End() => Interlocked.Increment(ref version);

    /// <summary>What a look finds that no change falls into. It may be made several times, and has no effect of its own.</summary>
    public T Look<TAsked, T>(TAsked asked, Func<TAsked, T> look)
        where TAsked : allows ref struct
    {
        for (var n = 0; n < Tries; n++)
        {
            var before = Volatile.Read(ref version);
            if (int.IsOddInteger(before)) continue;
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
        using (Alone()) return look(asked);
    }
}
