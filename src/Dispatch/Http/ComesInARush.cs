namespace Dispatch.Http;

/// <summary>
/// What everybody does at once after hail. Only so many are at the database together; the others wait in the order in which
/// they came, and without a connection: a thousand at its door would each wait longer than its patience, and be refused
/// although there is time for all.
/// </summary>
public sealed class ComesInARush
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim Turns = new(AtOnce, AtOnce);

    /// <summary>Waits for a turn of this process, which ends with what is returned.</summary>
    /// <exception cref="IOException">Those before took too long, as they do where the database does not answer.</exception>
    public static async Task<IDisposable> Turn(CancellationToken stop) =>
        await Turns.WaitAsync(Longest, stop) ? new Held() : throw new IOException("Too many are waiting for the database.");

    private sealed class Held : IDisposable
    {
        public void Dispose() => Turns.Release();
    }
}
