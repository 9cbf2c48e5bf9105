using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence.Sqlite;

/// <summary>The truth in a file.</summary>
public sealed class SqliteDb : DispatchDb
{
    /// <summary>Every save begins a transaction, one of a single row too: with it the save takes its turn.</summary>
    public SqliteDb(DbContextOptions<SqliteDb> options)
        : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    public override SqlWords Words { get; } = new SqliteWords();

    /// <summary>SQLite gives that to a transaction that does not ask for the writer's lock at its start, which is how its provider takes this level.</summary>
    internal override IsolationLevel Moment => IsolationLevel.ReadUncommitted;

    /// <summary>There is one writer, from the beginning of a transaction on.</summary>
    internal override Task<IDbContextTransaction> AloneAsync(CancellationToken stop) => Database.BeginTransactionAsync(stop);

    public override Task<IDbContextTransaction?> BeginClaim(CancellationToken stop) => Task.FromResult<IDbContextTransaction?>(null);

    private sealed class SqliteWords : SqlWords
    {
        public override string NewId => "hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))";

        public override string Has(string text, string part) => $"instr({text}, {part}) > 0";

        public override string HasInBytes(string bytes, string part) => $"instr({bytes}, CAST({part} AS BLOB)) > 0";

        public override string Later(string one, string other) => $"max({one}, {other})";
    }
}
