using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Tests;

/// <summary>Holds the first of those who are about to save something of a kind, so that others come meanwhile; and counts them.</summary>
/// <param name="which">Whether it is of that kind.</param>
internal sealed class HeldSave(Func<Appending, bool> which) : SaveChangesInterceptor
{
    private TaskCompletionSource? until;
    private int saves;

    /// <summary>Since it was begun.</summary>
    public int Count => saves;

    public void Begin() => (until, saves) = (new(TaskCreationOptions.RunContinuationsAsynchronously), 0);

    public void End() => until!.SetResult();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (until is not null && which(((DispatchDb)eventData.Context!).Appending) && Interlocked.Increment(ref saves) == 1) await until.Task;
        return result;
    }
}
