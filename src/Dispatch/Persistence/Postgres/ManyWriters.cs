namespace Dispatch.Persistence.Postgres;

/// <summary>Everybody at once: the server sees to it that those who want the same row take turns.</summary>
internal sealed class ManyWriters : IWriters
{
    public Task<IAsyncDisposable> TurnAsync(CancellationToken stop) => Task.FromResult<IAsyncDisposable>(Nobody.Waits);

    public Task<IDisposable> ApproachAsync(CancellationToken stop) => Task.FromResult<IDisposable>(Nobody.Waits);

    private sealed class Nobody : IDisposable, IAsyncDisposable
    {
        public static readonly Nobody Waits = new();

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
