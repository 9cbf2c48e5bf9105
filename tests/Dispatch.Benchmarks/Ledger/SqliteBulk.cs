using Dispatch.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>By prepared statements in large transactions that wait for no disk.</summary>
internal sealed class SqliteBulk : Bulk
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> inserts = [];
    private readonly List<string> indexes = [];

    public SqliteBulk(DispatchDb db)
        : base(db.Model)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
    }

    public override void Begin()
    {
        Tell("PRAGMA synchronous = OFF; PRAGMA cache_size = -1500000");
        foreach (var (name, made) in Asked($"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({string.Join(", ", Large.Select(table => $"'{table}'"))})"))
        {
            indexes.Add(made);
            Tell($"DROP INDEX \"{name}\"");
        }
    }

    public override void End()
    {
        foreach (var index in indexes) Tell(index);
        Tell("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public override void Dispose()
    {
        foreach (var insert in inserts.Values) insert.Dispose();
        connection.Dispose();
    }

    protected override void Write(string table, Column[] columns, IEnumerable<object> rows)
    {
        using var transaction = connection.BeginTransaction();
        if (!inserts.TryGetValue(table, out var insert)) inserts[table] = insert = Prepared(table, columns);
        insert.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var n = 0; n < columns.Length; n++) insert.Parameters[n].Value = columns[n].Of(row) ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private SqliteCommand Prepared(string table, Column[] columns)
    {
        var insert = new SqliteCommand($"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, n) => $"@{n}"))})", connection);
        for (var n = 0; n < columns.Length; n++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{n}" });
        return insert;
    }

    private List<(string Name, string Made)> Asked(string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        using var row = command.ExecuteReader();
        var rows = new List<(string, string)>();
        while (row.Read()) rows.Add((row.GetString(0), row.GetString(1)));
        return rows;
    }

    private void Tell(string sql)
    {
        using var command = new SqliteCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
