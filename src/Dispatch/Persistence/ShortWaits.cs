using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Persistence;

/// <summary>
/// Lets SQLite itself wait for another process's write, a few milliseconds at a time; its .NET provider would
/// sleep 150 ms between tries. And lets commits wait for the disk where they may.
/// </summary>
internal sealed class ShortWaits(Settings? settings) : DbConnectionInterceptor
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
    private string Wait(DbConnection connection) =>
        $"PRAGMA busy_timeout = {Math.Min(LongestMs, ((SqliteConnection)connection).DefaultTimeout * 1000)}{Commits}";

    /// <summary>A connection from the pool is as it was left, so it is told when that has changed.</summary>
    private string Commits => settings?.CommitsMayWait switch { true => "; PRAGMA synchronous = NORMAL", false => "; PRAGMA synchronous = FULL", null => "" };
}
