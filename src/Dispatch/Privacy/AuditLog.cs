using System.Collections.Concurrent;
using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Privacy;

/// <summary>
/// Writes rows of the audit log. Whoever waits knows that the row is on the disk; who comes while another writes is written
/// together with all who came meanwhile, so that many readers at once cost one commit and not one each.
/// </summary>
public sealed class AuditLog(IServiceScopeFactory scopes) : IDisposable
{
    private readonly ConcurrentQueue<Waiting> waiting = new();
    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task Note(AuditRow row)
    {
        var mine = new Waiting(row, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting.Enqueue(mine);
        await turn.WaitAsync();
        try
        {
            if (!mine.Written.Task.IsCompleted) await Write(Together().ToList());
        }
        finally
        {
            turn.Release();
        }
        await mine.Written.Task;
    }

    public void Dispose() => turn.Dispose();

    private IEnumerable<Waiting> Together()
    {
        while (waiting.TryDequeue(out var one)) yield return one;
    }

    /// <summary>All of them, or none: where the database can't be written, those who wait need not find that out one after another.</summary>
    private async Task Write(IReadOnlyList<Waiting> all)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
            db.AddRange(all.Select(one => one.Row));
            await db.SaveChangesAsync();
            foreach (var one in all) one.Written.SetResult();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            foreach (var one in all) one.Written.SetException(failure);
        }
    }

    private sealed record Waiting(AuditRow Row, TaskCompletionSource Written);
}
