using Microsoft.Data.Sqlite;

namespace Dispatch.Persistence.Sqlite;

/// <summary>What was overwritten or deleted stays in the pages of the file that are free, and in its log, until these are written anew.</summary>
internal static class FreePages
{
    private const int Busy = 5;

    /// <summary>Writes the database anew without them, and empties the log. Others wait meanwhile.</summary>
    /// <exception cref="SqliteException">Somebody keeps it busy.</exception>
    public static async Task Clear(string path, CancellationToken stop)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 30000; VACUUM";
        await command.ExecuteNonQueryAsync(stop);
        // Whoever still reads the old pages is waited for; that it was in vain is told in a row, and by no error.
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        if (await command.ExecuteScalarAsync(stop) is not 0L) throw new SqliteException("The log could not be emptied: somebody reads what it holds.", Busy);
    }
}
