using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>Tries whether the database is there and takes writes.</summary>
internal static class PostgresProbe
{
    private const int PatienceSeconds = 2;

    /// <summary>Writes pages that really go to the disk, and takes them back. The first line asks whether the database is ours.</summary>
    private const string Pages =
        """
        DELETE FROM orders WHERE false;
        CREATE TEMPORARY TABLE probe (filling text);
        ALTER TABLE probe ALTER COLUMN filling SET STORAGE EXTERNAL;
        INSERT INTO probe VALUES (repeat('x', 131072));
        """;

    /// <exception cref="NpgsqlException">It is not there, not ours, read-only or full.</exception>
    public static async Task Write(DispatchDb db, CancellationToken stop)
    {
        var place = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, Timeout = PatienceSeconds, CommandTimeout = PatienceSeconds };
        await using var connection = new NpgsqlConnection(place.ToString());
        await connection.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var command = new NpgsqlCommand(Pages, connection, transaction);
        await command.ExecuteNonQueryAsync(stop);
        await transaction.RollbackAsync(stop);
    }
}
