using Dispatch.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>By prepared statements in large transactions that wait for no disk.</summary>
internal sealed class SqliteBulk : Bulk
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> inserts = [];

    private SqliteBulk(IModel model, SqliteConnection connection)
        : base(model, connection) => this.connection = connection;

    public static SqliteBulk Of(DispatchDb db)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return new SqliteBulk(db.Model, connection);
    }

    protected override string Hurry => "PRAGMA synchronous = OFF; PRAGMA cache_size = -1500000";

    /// <summary>Made anew, they are full to the brim, and an entry splits a page in each; those that grow with the ledger have room, as they would have after years. PostgreSQL leaves some anyway.</summary>
    protected override string Indexes => $"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({LargeInWords}) AND tbl_name NOT LIKE 'ledger%'";

    protected override string Settle => "PRAGMA wal_checkpoint(TRUNCATE)";

    public override void Dispose()
    {
        foreach (var insert in inserts.Values) insert.Dispose();
        base.Dispose();
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
}
