using System.Runtime.CompilerServices;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Watching;

/// <summary>Counts what happened to orders once it is saved, in one place for all stages. Each step of an order is a row of its history.</summary>
internal sealed class CountFacts(Measures measures) : SaveChangesInterceptor
{
    /// <summary>What a context is saving; what failed is replaced by its next try, or goes with the context.</summary>
    private readonly ConditionalWeakTable<DbContext, List<HistoryRow>> saving = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is DispatchDb db) saving.AddOrUpdate(db, [.. db.Appending.Of<HistoryRow>()]);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (!saving.TryGetValue(eventData.Context!, out var rows)) return ValueTask.FromResult(result);
        foreach (var row in rows) measures.Happened(row.Fact);
        saving.Remove(eventData.Context!);
        return ValueTask.FromResult(result);
    }
}
