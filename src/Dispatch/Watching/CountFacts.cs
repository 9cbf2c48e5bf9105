using System.Data.Common;
using System.Runtime.CompilerServices;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Watching;

/// <summary>Counts what happened to orders once it is committed, in one place for all stages. Each step of an order is a row of its history.</summary>
internal sealed class CountFacts(Measures measures) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    /// <summary>What a context is saving; what failed is replaced by its next try, or goes with the context.</summary>
    private readonly ConditionalWeakTable<DbContext, List<HistoryRow>> saving = [];

    /// <summary>What a context has saved in a transaction that goes on.</summary>
    private readonly ConditionalWeakTable<DbContext, List<HistoryRow>> within = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is DispatchDb db) saving.AddOrUpdate(db, [.. db.Appending.Of<HistoryRow>()]);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (!saving.TryGetValue(eventData.Context!, out var rows)) return ValueTask.FromResult(result);
        saving.Remove(eventData.Context!);
        if (eventData.Context!.Database.CurrentTransaction is null) Count(rows);
        else within.GetOrCreateValue(eventData.Context).AddRange(rows);
        return ValueTask.FromResult(result);
    }

    /// <summary>What was never committed did not happen.</summary>
    public ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context) within.Remove(context);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not { } context || !within.TryGetValue(context, out var rows)) return Task.CompletedTask;
        within.Remove(context);
        Count(rows);
        return Task.CompletedTask;
    }

    private void Count(List<HistoryRow> rows)
    {
        foreach (var row in rows) measures.Happened(row.Fact);
    }
}
