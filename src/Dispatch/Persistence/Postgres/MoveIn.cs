using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>
/// Brings all rows of another database into one on a server, in one transaction: all of them are there afterwards, or what was
/// there before. Triggers stand aside meanwhile, for the rows bring with them what triggers have counted; keys of all kinds are kept.
/// </summary>
public static class MoveIn
{
    /// <summary>What is never deleted, and gets more with everything that is done. A row here that the other does not have was made here.</summary>
    private static readonly string[] Kept = ["accounts", "closings", "ledger", "lectures", "order_history", "orders", "pairings", "stations", "experts"];

    /// <summary>The rows that an earlier copy has brought are replaced.</summary>
    /// <param name="from">Nobody else writes there.</param>
    /// <param name="to">On a server, of the same version. Nobody else works there.</param>
    /// <param name="isSound">Looks at what has come, before it is kept.</param>
    /// <param name="stop">Ends the work; nothing is changed then.</param>
    /// <returns>How many rows each table has, there and here.</returns>
    /// <exception cref="IOException">Work has been done here that the other does not know, or what has come over is not whole or not sound.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> All(DispatchDb from, PostgresDb to, Func<PostgresDb, Task<bool>> isSound, CancellationToken stop)
    {
        var tables = ParentsFirst(to.Model.GetRelationalModel().Tables).ToList();
        await from.Database.OpenConnectionAsync(stop);
        await using var moment = await from.SnapshotAsync(stop);
        await using var transaction = await to.Database.BeginTransactionAsync(stop);
        var (there, here) = (from.Database.GetDbConnection(), (NpgsqlConnection)to.Database.GetDbConnection());
        await Tell(here, $"LOCK TABLE {Names(tables)} IN ACCESS EXCLUSIVE MODE", stop);
        foreach (var table in tables.Where(table => Kept.Contains(table.Name))) await MustBeKnown(there, here, table, stop);
        await Tell(here, $"TRUNCATE {Names(tables)}", stop);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await Tell(here, $"ALTER TABLE {Quoted(table.Name)} DISABLE TRIGGER USER", stop);
            rows[table.Name] = await Rows(there, here, table, stop);
            await Tell(here, $"ALTER TABLE {Quoted(table.Name)} ENABLE TRIGGER USER", stop);
            if (await Count(there, table, stop) != rows[table.Name] || await Count(here, table, stop) != rows[table.Name]) throw new IOException($"{table.Name} has not come over whole; nothing was changed.");
        }
        if (!await isSound(to)) throw new IOException("The ledger has not come over whole; nothing was changed. 台账未能完整复制，未作任何更改。");
        await GoOnNumbering(here, stop);
        await transaction.CommitAsync(stop);
        return rows;
    }

    /// <summary>A row refers to rows of tables that come before.</summary>
    private static IEnumerable<ITable> ParentsFirst(IEnumerable<ITable> tables)
    {
        var left = tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var next = left.First(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !left.Contains(key.PrincipalTable)));
            left.Remove(next);
            yield return next;
        }
    }

    private static async Task MustBeKnown(DbConnection there, DbConnection here, ITable table, CancellationToken stop)
    {
        var known = await Keys(there, table, stop);
        var made = (await Keys(here, table, stop)).Where(key => !known.Contains(key)).ToList();
        if (made.Count > 0) throw new IOException($"Work has been done on the server since the last copy: {made.Count} of {table.Name} are not in the file. Nothing was changed. 服务器上的数据库在上次复制之后已有新数据，未作任何更改。");
    }

    /// <summary>As they are written in both databases alike.</summary>
    private static async Task<HashSet<string>> Keys(DbConnection connection, ITable table, CancellationToken stop)
    {
        var columns = table.PrimaryKey!.Columns.Select(column => (column.Name, Column.Of(column).Read)).ToList();
        var keys = new HashSet<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => Quoted(column.Name)))} FROM {Quoted(table.Name)}";
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop)) keys.Add(string.Join('|', columns.Select((column, n) => Convert.ToString(column.Read(row, n), CultureInfo.InvariantCulture))));
        return keys;
    }

    private static async Task<long> Rows(DbConnection there, NpgsqlConnection here, ITable table, CancellationToken stop)
    {
        var columns = table.Columns.Select(Column.Of).ToList();
        var names = string.Join(", ", columns.Select(column => Quoted(column.Name)));
        await using var command = there.CreateCommand();
        command.CommandText = $"SELECT {names} FROM {Quoted(table.Name)}";
        await using var row = await command.ExecuteReaderAsync(stop);
        await using var import = await here.BeginBinaryImportAsync($"COPY {Quoted(table.Name)} ({names}) FROM STDIN (FORMAT BINARY)", stop);
        for (var count = 0L; ; count++)
        {
            if (!await row.ReadAsync(stop))
            {
                await import.CompleteAsync(stop);
                return count;
            }
            await import.StartRowAsync(stop);
            for (var n = 0; n < columns.Count; n++)
            {
                if (await row.IsDBNullAsync(n, stop)) await import.WriteNullAsync(stop);
                else await import.WriteAsync(columns[n].Read(row, n), columns[n].Type, stop);
            }
        }
    }

    private static async Task<long> Count(DbConnection connection, ITable table, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {Quoted(table.Name)}";
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>What the server numbers by itself it numbers from the highest number on.</summary>
    private static Task GoOnNumbering(NpgsqlConnection here, CancellationToken stop) => Tell(
        here,
        """
        DO $$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 1), max(%I) IS NOT NULL) FROM %I', quote_ident(one.table_name), one.column_name, one.column_name, one.column_name, one.table_name);
            END LOOP;
        END $$
        """,
        stop);

    private static async Task Tell(NpgsqlConnection here, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, here) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Names(IEnumerable<ITable> tables) => string.Join(", ", tables.Select(table => Quoted(table.Name)));

    private static string Quoted(string name) => $"\"{name}\"";

    /// <summary>A column, what the server calls its kind, and how it is read from either database.</summary>
    private sealed record Column(string Name, string Type, Func<DbDataReader, int, object> Read)
    {
        private static readonly Dictionary<Type, Func<DbDataReader, int, object>> Readers = new()
        {
            [typeof(string)] = (row, n) => row.GetString(n),
            [typeof(long)] = (row, n) => row.GetInt64(n),
            [typeof(int)] = (row, n) => row.GetInt32(n),
            [typeof(bool)] = (row, n) => row.GetBoolean(n),
            [typeof(double)] = (row, n) => row.GetDouble(n),
            [typeof(Guid)] = (row, n) => row.GetGuid(n),
            [typeof(byte[])] = (row, n) => row.GetFieldValue<byte[]>(n),
            // An array on the server is JSON in the file.
            [typeof(List<string>)] = (row, n) => JsonSerializer.Deserialize<List<string>>(row.GetString(n))!,
            [typeof(TimeSpan)] = (row, n) => row.GetFieldValue<TimeSpan>(n),
            [typeof(DateOnly)] = (row, n) => row.GetFieldValue<DateOnly>(n),
            [typeof(TimeOnly)] = (row, n) => row.GetFieldValue<TimeOnly>(n),
        };

        public static Column Of(IColumn column)
        {
            // One of JSON belongs to no property, and is text in the file.
            var mapping = column.PropertyMappings is [var property, ..] ? property.TypeMapping : null;
            var kept = mapping?.Converter?.ProviderClrType ?? mapping?.ClrType ?? typeof(string);
            return new Column(column.Name, column.StoreType, Readers[Nullable.GetUnderlyingType(kept) ?? kept]);
        }
    }
}
