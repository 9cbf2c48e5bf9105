using System.Data;
using System.Data.Common;
using Dispatch.Domain.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dispatch.Persistence.Sqlite;

/// <summary>The truth in a file.</summary>
public sealed class SqliteDb : DispatchDb
{
    private const int Busy = 5;

    /// <summary>To begin takes less than a millisecond, a commit several.</summary>
    private const int Tries = 100;

    private readonly DbContextOptions<SqliteDb> options;

    /// <summary>Every save begins a transaction, one of a single row too: with it the save takes its turn.</summary>
    public SqliteDb(DbContextOptions<SqliteDb> options)
        : base(options) => (this.options, Database.AutoTransactionBehavior) = (options, AutoTransactionBehavior.Always);

    public override SqlWords Words { get; } = new SqliteWords();

    /// <summary>SQLite gives that to a transaction that does not ask for the writer's lock at its start, which is how its provider takes this level.</summary>
    internal override IsolationLevel Moment => IsolationLevel.ReadUncommitted;

    internal override DispatchDb Another() => new SqliteDb(options);

    /// <summary>A connection is told another number once somebody else has committed. Where it is the same before the others have begun and after this one has, they all see the same.</summary>
    /// <exception cref="SqliteException">Others commit all the time; as if the file were locked.</exception>
    internal override async Task MeetAsync(IReadOnlyList<DispatchDb> others, CancellationToken stop)
    {
        for (var n = 0; n < Tries; n++)
        {
            var before = await Commits(this, stop);
            var now = before;
            foreach (var reader in others.Append(this))
            {
                await reader.SnapshotAsync(stop);
                now = await Commits(reader, stop);
            }
            if (now == before) return;
            foreach (var reader in others.Append(this)) await reader.Database.CurrentTransaction!.DisposeAsync();
        }
        throw new SqliteException("Others commit all the time.", Busy);
    }

    /// <summary>There is one writer, from the beginning of a transaction on.</summary>
    internal override Task<IDbContextTransaction> AloneAsync(FormattableString claimed, CancellationToken stop) => Database.BeginTransactionAsync(stop);

    public override Task<IDbContextTransaction?> BeginClaim(CancellationToken stop) => Task.FromResult<IDbContextTransaction?>(null);

    internal override PlainRow RowOf(DbDataReader rows) => new SqliteRow(((SqliteDataReader)rows).Handle!);

    /// <summary>A ledger's sums by station are tens of thousands, in the order of their key: SQLite would look each of them up in the table, which takes it three times as long.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Total>().HasIndex(total => new { total.Dimension, total.Key, total.Kind, total.Opening, total.Month, total.Quantity, total.People });
    }

    /// <summary>A number that tells whether others have committed since; to ask for it begins what a transaction sees.</summary>
    private static Task<long> Commits(DispatchDb reader, CancellationToken stop) =>
        reader.Database.SqlQueryRaw<long>("SELECT data_version AS \"Value\" FROM pragma_data_version").SingleAsync(stop);

    private sealed class SqliteWords : SqlWords
    {
        public override string NewId => "hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))";

        public override string Has(string text, string part) => $"instr({text}, {part}) > 0";

        public override string HasInBytes(string bytes, string part) => $"instr({bytes}, CAST({part} AS BLOB)) > 0";

        public override string Later(string one, string other) => $"max({one}, {other})";
    }
}
