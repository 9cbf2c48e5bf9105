using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Persistence.Sqlite;

/// <summary>
/// Gives each context a connection that it keeps, and ends those of contexts at rest with the service, which their pool does
/// not do: the last to go folds the write-ahead log in. Whose work the stop has broken off, and who heeds it not, is left to end
/// with the process: a connection that is taken from under it would take the process along. EF's own functions for
/// SQLite, which no query here needs, they do not have.
/// </summary>
internal sealed class KeepConnections(Settings? settings) : DbConnectionInterceptor, IDisposable
{
    private readonly ConcurrentDictionary<KeptConnection, bool> there = new();

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        var connection = new KeptConnection(eventData.ConnectionString!, settings);
        there[connection] = true;
        connection.Disposed += (_, _) => there.TryRemove(connection, out _);
        return InterceptionResult<DbConnection>.SuppressWithResult(connection);
    }

    public void Dispose()
    {
        foreach (var connection in there.Keys.Where(connection => !connection.IsAtWork)) connection.Dispose();
    }
}
