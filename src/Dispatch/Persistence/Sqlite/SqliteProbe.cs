using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence.Sqlite;

/// <summary>Tries whether the database is there and takes writes.</summary>
internal static class SqliteProbe
{
    private const int PatienceSeconds = 2;

    /// <summary>
    /// Writes more than the cache holds, so that pages really go to the disk, which a transaction otherwise does only
    /// when it commits; then takes it all back. The first line asks whether the database is ours.
    /// </summary>
    private const string Pages =
        """
        PRAGMA cache_size = 4;
        PRAGMA cache_spill = 4;
        DELETE FROM orders WHERE 0;
        CREATE TABLE probe (filling BLOB);
        INSERT INTO probe VALUES (zeroblob(131072));
        """;

    /// <exception cref="SqliteException">It is not there, not ours, read-only, full, or somebody keeps it locked.</exception>
    public static async Task Write(DispatchDb db, CancellationToken stop)
    {
        var place = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = PatienceSeconds, Pooling = false };
        await using var connection = new SqliteConnection(place.ToString());
        await connection.OpenAsync(stop);
        await Write(connection, stop);
    }

    internal static async Task Write(SqliteConnection connection, CancellationToken stop)
    {
        await using var transaction = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Pages;
        await command.ExecuteNonQueryAsync(stop);
        await transaction.RollbackAsync(stop);
    }
}
