using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Messaging;

/// <summary>
/// Hands what has been put into the outbox over to the relay, which need not look for it, and tells the traffic how much:
/// with the save, or with the end of the transaction that it is part of.
/// </summary>
internal sealed class OutboxSignal(Traffic traffic) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    /// <summary>Of a large transaction, an import, the relay finds the rest itself.</summary>
    private const int Most = 200;

    private readonly Channel<OutboxRow> saved = Channel.CreateUnbounded<OutboxRow>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<DbContext, Saving> saving = new();
    private readonly ConcurrentDictionary<DbContext, List<OutboxRow>> within = new();

    /// <summary>Inside a transaction nothing is expected yet: it may be rolled back.</summary>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not DispatchDb context || context.Appending.Of<OutboxRow>().ToList() is not { Count: > 0 } rows) return ValueTask.FromResult(result);
        var alone = context.Database.CurrentTransaction is null;
        saving[context] = new Saving(rows, alone);
        if (alone)
            foreach (var row in rows) traffic.Expect(row);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (!saving.TryRemove(eventData.Context!, out var save)) return ValueTask.FromResult(result);
        if (save.Alone) HandOver(save.Rows);
        else if (within.GetOrAdd(eventData.Context!, _ => []) is var all && all.Count + save.Rows.Count <= Most) all.AddRange(save.Rows);
        return ValueTask.FromResult(result);
    }

    /// <summary>What was never committed is forgotten.</summary>
    public ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context) within.TryRemove(context, out _);
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context && within.TryGetValue(context, out var rows))
            foreach (var row in rows) traffic.Expect(row);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not { } context || !within.TryRemove(context, out var rows)) return Task.CompletedTask;
        foreach (var row in rows.Where(IsTakenBack)) traffic.Forget(row);
        HandOver(rows.Where(row => !IsTakenBack(row)));
        return Task.CompletedTask;
    }

    /// <summary>Only a commit that fails had anything expected.</summary>
    public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Action == "Commit" && eventData.Context is { } context && within.TryRemove(context, out var rows))
            foreach (var row in rows) traffic.Forget(row);
        return Task.CompletedTask;
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context!);
        return Task.CompletedTask;
    }

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context!);
        return Task.CompletedTask;
    }

    /// <summary>A lost race is not told as a failed save.</summary>
    public override ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    /// <summary>Waits for what has been saved, or for as long as given.</summary>
    /// <returns>The rows, up to <paramref name="most"/>; none when the time has passed or it is to stop.</returns>
    public async Task<IReadOnlyList<OutboxRow>> WaitAsync(int most, TimeSpan atMost, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(atMost);
        try
        {
            await saved.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
        var rows = new List<OutboxRow>();
        while (rows.Count < most && saved.Reader.TryRead(out var row)) rows.Add(row);
        return rows;
    }

    /// <summary>Its save was refused, and the transaction went on without it.</summary>
    private static bool IsTakenBack(OutboxRow row) => row.Sequence == 0;

    private void HandOver(IEnumerable<OutboxRow> rows)
    {
        foreach (var row in rows) saved.Writer.TryWrite(row);
    }

    private void Forget(DbContext context)
    {
        if (saving.TryRemove(context, out var save) && save.Alone)
            foreach (var row in save.Rows) traffic.Forget(row);
    }

    /// <param name="Rows">What it puts into the outbox.</param>
    /// <param name="Alone">Whether it is a transaction by itself. While it fails, its own is still there.</param>
    private sealed record Saving(List<OutboxRow> Rows, bool Alone);
}
