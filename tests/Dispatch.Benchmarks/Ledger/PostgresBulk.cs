using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>By COPY in binary form.</summary>
internal sealed class PostgresBulk : Bulk
{
    private readonly NpgsqlConnection connection;

    private PostgresBulk(IModel model, NpgsqlConnection connection)
        : base(model, connection) => this.connection = connection;

    public static PostgresBulk Of(DispatchDb db)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        return new PostgresBulk(db.Model, connection);
    }

    protected override string Hurry => "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'";

    protected override string Indexes => $"SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'IX\\_%' AND tablename IN ({LargeInWords})";

    protected override string Settle => "VACUUM ANALYZE; CHECKPOINT";

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
}
