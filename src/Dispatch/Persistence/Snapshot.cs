using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence;

/// <summary>Several questions about one moment.</summary>
public static class Snapshots
{
    /// <summary>Everything read until it is disposed is as of the first read; nobody else is held up.</summary>
    public static Task<IDbContextTransaction> SnapshotAsync(this DispatchDb db, CancellationToken stop) =>
        db.Database.BeginTransactionAsync(db.Moment, stop);
}
