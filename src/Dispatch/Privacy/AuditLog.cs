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
        var mine = new Waiting(row);
        waiting.Enqueue(mine);
        await turn.WaitAsync();
        try
        {
            if (!mine.IsWritten) await Write([.. Others(mine), mine]);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Those whose writer failed come again by themselves: they wait for their own turn.</summary>
    private IEnumerable<Waiting> Others(Waiting mine)
    {
        while (waiting.TryDequeue(out var one))
            if (one != mine) yield return one;
    }

    private async Task Write(IReadOnlyList<Waiting> all)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        db.AddRange(all.Select(one => one.Row));
        await db.SaveChangesAsync();
        foreach (var one in all) one.IsWritten = true;
    }

    private sealed class Waiting(AuditRow row)
    {
        public AuditRow Row => row;

        public bool IsWritten { get; set; }
    }
}
