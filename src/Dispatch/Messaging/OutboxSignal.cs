using System.Collections.Concurrent;
using System.Threading.Channels;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Messaging;

/// <summary>Hands what a save has put into the outbox over to the relay, which need not look for it, and tells the traffic how much.</summary>
internal sealed class OutboxSignal(Traffic traffic) : SaveChangesInterceptor
{
    private readonly Channel<OutboxRow> saved = Channel.CreateUnbounded<OutboxRow>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<DbContext, List<OutboxRow>> saving = new();

    /// <summary>Inside a transaction nothing is expected or handed over: it may yet be rolled back. The relay finds the rows itself once they are there.</summary>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is not null) return ValueTask.FromResult(result);
        var rows = eventData.Context.Added<OutboxRow>();
        foreach (var row in rows) traffic.Expect(row);
        if (rows.Count > 0) saving[eventData.Context] = rows;
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (saving.TryRemove(eventData.Context!, out var rows))
            foreach (var row in rows) saved.Writer.TryWrite(row);
        return ValueTask.FromResult(result);
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

    private void Forget(DbContext context)
    {
        if (saving.TryRemove(context, out var rows))
            foreach (var row in rows) traffic.Forget(row);
    }
}
