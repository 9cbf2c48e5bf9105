using System.Data;
using Dispatch.Domain.Ledger;
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

    /// <summary>A ledger's sums by station are tens of thousands, in the order of their key: SQLite would look each of them up in the table, which takes it three times as long.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Total>().HasIndex(total => new { total.Dimension, total.Key, total.Kind, total.Opening, total.Month, total.Quantity, total.People });
    }

    private sealed class SqliteWords : SqlWords
    {
        public override string NewId => "hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))";

        public override string Has(string text, string part) => $"instr({text}, {part}) > 0";

        public override string HasInBytes(string bytes, string part) => $"instr({bytes}, CAST({part} AS BLOB)) > 0";

        public override string Later(string one, string other) => $"max({one}, {other})";
    }
}
