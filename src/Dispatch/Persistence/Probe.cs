using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence;

/// <summary>Tries whether the database is there and takes writes.</summary>
internal static class Probe
{
    private const int PatienceSeconds = 2;

    /// <exception cref="SqliteException">It is not there, not ours, read-only, or somebody keeps it locked.</exception>
    public static async Task Write(DispatchDb db, CancellationToken stop)
    {
        var place = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = PatienceSeconds, Pooling = false };
        await using var connection = new SqliteConnection(place.ToString());
        await connection.OpenAsync(stop);
        await using var transaction = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM orders WHERE 0";
        await command.ExecuteNonQueryAsync(stop);
    }
}
