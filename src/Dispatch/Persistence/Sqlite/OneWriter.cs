using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Persistence.Sqlite;

/// <summary>
/// Lets one save at a time into SQLite. It has a single writer anyway; queueing here costs microseconds, where its own busy
/// handler would sleep and try again. A save takes its turn with its transaction, so what it means to write is worked out
/// before. Who has begun a transaction otherwise needs no turn: it is the writer already, or only reads.
/// </summary>
internal sealed class OneWriter(TimeSpan patience) : DbTransactionInterceptor, ISaveChangesInterceptor, IWriters, IDisposable
{
    private const int Busy = 5;

    /// <summary>One works out what it has to write while another writes; whoever comes after them is gathered until one of the two is done.</summary>
    private const int Approaching = 2;

    private readonly SemaphoreSlim turn = new(1, 1), approach = new(Approaching, Approaching);

    /// <summary>Whose save is under way, and whether it looks for changes by itself otherwise.</summary>
    private readonly ConcurrentDictionary<DbContext, bool> saving = new();

    private DbContext? holder;

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is not null) return ValueTask.FromResult(result);

        // What this finds wrong would otherwise be found where nobody is told that the save is over; once is enough.
        var tracker = eventData.Context.ChangeTracker;
        if (tracker.AutoDetectChangesEnabled) tracker.DetectChanges();
        saving[eventData.Context] = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        return ValueTask.FromResult(result);
    }

    /// <summary>Begun here, because a beginning that fails is told to nobody.</summary>
    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not { } context || !IsOfSave(context)) return result;
        await Enter(turn, cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken);
            holder = context;
            return InterceptionResult<DbTransaction>.SuppressWithResult(transaction);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context!);
        return Task.CompletedTask;
    }

    public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.Context!);
        return Task.CompletedTask;
    }

    /// <summary>A save that has only rows to append is told as over before they are committed.</summary>
    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Compare(eventData.Context!);
        if (eventData.Context!.Database.CurrentTransaction is null) Leave(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData.Context!);
        return Task.CompletedTask;
    }

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData.Context!);
        return Task.CompletedTask;
    }

    /// <summary>A lost race is not told as a failed save.</summary>
    public ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        End(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc />
    public async Task<IDisposable> TurnAsync(CancellationToken stop)
    {
        await Enter(turn, stop);
        return new Turn(turn);
    }

    /// <inheritdoc />
    public async Task<IDisposable> ApproachAsync(CancellationToken stop)
    {
        await Enter(approach, stop);
        return new Turn(approach);
    }

    public void Dispose()
    {
        turn.Dispose();
        approach.Dispose();
    }

    /// <summary>Whoever waits here waits no longer than for the file itself: while another process keeps it locked, each in the queue would wait in its turn.</summary>
    /// <exception cref="SqliteException">The turn did not come; as if the file were locked.</exception>
    private async Task Enter(SemaphoreSlim queue, CancellationToken stop)
    {
        if (!await queue.WaitAsync(patience, stop)) throw new SqliteException("Others are writing; their turn did not end in time.", Busy);
    }

    /// <summary>That of rows to append begins with its transaction.</summary>
    private bool IsOfSave(DbContext context) => saving.ContainsKey(context) || context is DispatchDb { Appending.WithCommit: true };

    private void End(DbContext context)
    {
        Compare(context);
        Leave(context);
    }

    /// <summary>Looks for changes again as it did before.</summary>
    private void Compare(DbContext context)
    {
        if (saving.TryRemove(context, out var comparing)) context.ChangeTracker.AutoDetectChangesEnabled = comparing;
    }

    private void Leave(DbContext context)
    {
        if (!ReferenceEquals(holder, context)) return;
        holder = null;
        turn.Release();
    }

    private sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
