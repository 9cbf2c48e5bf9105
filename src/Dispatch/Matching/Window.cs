namespace Dispatch.Matching;

/// <summary>
/// The time within which there is one round for what is not urgent: in a rush it gathers many orders into one transaction,
/// and who comes when none has begun for so long waits for nobody.
/// </summary>
internal sealed class Window(TimeSpan length, TimeProvider clock)
{
    private const long Never = long.MinValue;
    private long begun = Never;

    /// <summary>How long the next round has to wait.</summary>
    public TimeSpan Left
    {
        get
        {
            var then = Interlocked.Read(ref begun);
            var left = then == Never ? TimeSpan.Zero : length - clock.GetElapsedTime(then);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>A round begins.</summary>
    public void Begin() => Interlocked.Exchange(ref begun, clock.GetTimestamp());
}
