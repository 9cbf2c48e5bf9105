using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Persistence;

/// <summary>
/// Lets SQLite itself wait for another process's write, a few milliseconds at a time; its .NET provider would
/// sleep 150 ms between tries.
/// </summary>
internal sealed class ShortWaits : DbConnectionInterceptor
{
    private const int LongestMs = 5000;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Wait(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Wait(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Not longer than the database's patience, which the provider looks at between the waits.</summary>
    private static string Wait(DbConnection connection) =>
        $"PRAGMA busy_timeout = {Math.Min(LongestMs, ((SqliteConnection)connection).DefaultTimeout * 1000)}";
}
