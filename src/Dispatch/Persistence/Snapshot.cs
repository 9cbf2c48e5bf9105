using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>Several questions about one moment.</summary>
public static class Snapshots
{
    /// <summary>
    /// Everything read until it is disposed is as of the first read; nobody else is held up. SQLite gives that to a
    /// transaction that does not ask for the writer's lock at its start, which is how its provider takes this level.
    /// </summary>
    public static Task<IDbContextTransaction> SnapshotAsync(this DispatchDb db, CancellationToken stop) =>
        db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, stop);
}
