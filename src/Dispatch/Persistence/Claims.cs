using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>
/// Work that any number of processes share, because it is rows: each takes what nobody else has in hand. On PostgreSQL a
/// claim is a transaction with the rows' locks, which end with the process, however it ends. On SQLite there is none: who
/// comes second finds what the first has written, or repeats what only an id can tell.
/// </summary>
public static class Claims
{
    internal const string Tag = "Passes over what another has in hand";

    /// <summary>Those of the rows that no other process has claimed; they are this one's until the claim ends. A query of one table.</summary>
    public static IQueryable<T> Unclaimed<T>(this IQueryable<T> rows) => rows.TagWith(Tag);

    /// <summary>Works on one row, unless another process does.</summary>
    /// <param name="db">The database.</param>
    /// <param name="row">Its key.</param>
    /// <param name="work">What is done, and saved.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>What it came to; nothing where another process has the row.</returns>
    public static async Task<T?> Claim<T, TKey>(this DispatchDb db, IQueryable<TKey> row, Func<Task<T>> work, CancellationToken stop)
    {
        await using var claim = await db.BeginClaim(stop);
        if (claim is null) return await work();
        if ((await row.Unclaimed().ToListAsync(stop)).Count == 0) return default;
        var done = await work();
        await claim.CommitAsync(stop);
        return done;
    }

    /// <summary>Ends a claim with all that was done under it.</summary>
    public static Task Done(this IDbContextTransaction? claim, CancellationToken stop) => claim?.CommitAsync(stop) ?? Task.CompletedTask;
}
