namespace Dispatch.Persistence.Postgres;

/// <summary>Everybody at once: the server sees to it that those who want the same row take turns.</summary>
internal sealed class ManyWriters : IWriters
{
    public Task<IDisposable> TurnAsync(CancellationToken stop) => Task.FromResult<IDisposable>(Nobody.Waits);

    public Task<IDisposable> ApproachAsync(CancellationToken stop) => TurnAsync(stop);

    private sealed class Nobody : IDisposable
    {
        public static readonly Nobody Waits = new();

        public void Dispose()
        {
        }
    }
}
