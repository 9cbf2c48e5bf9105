using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Persistence;

/// <summary>
/// Lets one save at a time into SQLite. It has a single writer anyway; queueing here costs microseconds,
/// where its own busy handler would sleep and try again. Who has begun a transaction is the writer already.
/// </summary>
internal sealed class OneWriter(TimeSpan patience) : SaveChangesInterceptor, IDisposable
{
    private const int Busy = 5;
    private readonly SemaphoreSlim turn = new(1, 1);
    private DbContext? holder;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is not null) return result;

        // What this finds wrong would otherwise be found after the turn is taken, and where nobody gives it back.
        eventData.Context.ChangeTracker.DetectChanges();
        await Enter(cancellationToken);
        holder = eventData.Context;
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context!);
        return Task.CompletedTask;
    }

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context!);
        return Task.CompletedTask;
    }

    /// <summary>A lost race is not told as a failed save.</summary>
    public override ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    /// <summary>A turn for a write that is not a save; until what is returned is disposed.</summary>
    public async Task<IDisposable> TurnAsync(CancellationToken stop)
    {
        await Enter(stop);
        return new Turn(turn);
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Whoever waits here waits no longer than for the file itself: while another process keeps it locked, each in the queue would wait in its turn.</summary>
    /// <exception cref="SqliteException">The turn did not come; as if the file were locked.</exception>
    private async Task Enter(CancellationToken stop)
    {
        if (!await turn.WaitAsync(patience, stop)) throw new SqliteException("Others are writing; their turn did not end in time.", Busy);
    }

    private void Leave(DbContext context)
    {
        if (!ReferenceEquals(holder, context)) return;
        holder = null;
        turn.Release();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
