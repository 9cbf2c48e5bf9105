using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>By COPY in binary form.</summary>
internal sealed class PostgresBulk : Bulk
{
    private readonly NpgsqlConnection connection;
    private readonly List<string> indexes = [];

    public PostgresBulk(DispatchDb db)
        : base(db.Model)
    {
        connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
    }

    public override void Begin()
    {
        Tell("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
        foreach (var (name, made) in Asked($"SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'IX\\_%' AND tablename IN ({string.Join(", ", Large.Select(table => $"'{table}'"))})"))
        {
            indexes.Add(made);
            Tell($"DROP INDEX \"{name}\"");
        }
    }

    public override void End()
    {
        foreach (var index in indexes) Tell(index);
        Tell("VACUUM ANALYZE");
        Tell("CHECKPOINT");
    }

    public override void Dispose() => connection.Dispose();

    protected override void Write(string table, Column[] columns, IEnumerable<object> rows)
    {
        using var import = connection.BeginBinaryImport($"COPY {table} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            import.StartRow();
            foreach (var column in columns)
            {
                if (column.Of(row) is { } value) import.Write(value, column.Type);
                else import.WriteNull();
            }
        }
        import.Complete();
    }

    private List<(string Name, string Made)> Asked(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var rows = new List<(string, string)>();
        while (row.Read()) rows.Add((row.GetString(0), row.GetString(1)));
        return rows;
    }

    private void Tell(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
