using Microsoft.Data.Sqlite;

namespace Dispatch.Persistence;

/// <summary>What was overwritten or deleted stays in the pages of the file that are free, and in its log, until these are written anew.</summary>
internal static class FreePages
{
    /// <summary>Writes the database anew without them, and empties the log. Others wait meanwhile.</summary>
    /// <exception cref="SqliteException">Somebody keeps it busy.</exception>
    public static async Task Clear(string database, CancellationToken stop)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = PersistenceSetup.PathOf(database), Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync(stop);
    }
}
