using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>The truth on a PostgreSQL server.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : DispatchDb(options)
{
    private const int Tries = 5;

    /// <summary>A claim on notices lasts while they are sent: as long as their gateway is given, and a little.</summary>
    private const string LongestClaim = "25s";

    public override SqlWords Words { get; } = new PostgresWords();

    internal override IsolationLevel Moment => IsolationLevel.RepeatableRead;

    internal override DispatchDb Another() => new PostgresDb(options);

    internal override async Task MeetAsync(IReadOnlyList<DispatchDb> others, CancellationToken stop)
    {
        await this.SnapshotAsync(stop);
        var seen = await this.Rows("SELECT pg_export_snapshot()", row => row.Text(0), stop).SingleAsync(stop);
        var same = $"SET TRANSACTION SNAPSHOT '{seen}'";
        foreach (var other in others)
        {
            await other.SnapshotAsync(stop);
            await other.Database.ExecuteSqlRawAsync(same, stop);
        }
    }

    /// <summary>
    /// Whoever wants to write waits as on SQLite; whoever reads does not. The tables are asked for by name, so that two who do so
    /// don't wait for each other; the rows before the tables, because who has claimed one will want to write.
    /// </summary>
    internal override async Task<IDbContextTransaction> AloneAsync(FormattableString claimed, CancellationToken stop)
    {
        var tables = Model.GetEntityTypes().Select(table => table.GetTableName()).Distinct().Order(StringComparer.Ordinal).Select(table => $"\"{table}\"");
        var locked = $"LOCK TABLE {string.Join(", ", tables)} IN SHARE ROW EXCLUSIVE MODE";
        for (var n = 1; ; n++)
        {
            var transaction = await Database.BeginTransactionAsync(stop);
            try
            {
                await WaitFor(claimed, stop);
                await Database.ExecuteSqlRawAsync(locked, stop);
                return transaction;
            }
            catch (PostgresException crossed) when (crossed.SqlState == PostgresErrorCodes.DeadlockDetected && n < Tries)
            {
                // Somebody had a table that is asked for late, and wanted one that is asked for early. He has gone on meanwhile.
                await transaction.DisposeAsync();
            }
            catch
            {
                await transaction.DisposeAsync();
                throw;
            }
        }
    }

    public override async Task<IDbContextTransaction?> BeginClaim(CancellationToken stop) => await Database.BeginTransactionAsync(stop);

    internal override PlainRow RowOf(DbDataReader rows) => new PostgresRow((NpgsqlDataReader)rows);

    /// <summary>Text is compared byte by byte and of any length, as in SQLite, whatever the server's language: orders and pages are the same on both.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(table => table.GetProperties()).Where(IsText))
        {
            property.SetColumnType("text");
            property.SetCollation("C");
        }
    }

    private async Task WaitFor(FormattableString claimed, CancellationToken stop)
    {
        await Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = '" + LongestClaim + "'", stop);
        await Database.ExecuteSqlAsync(FormattableStringFactory.Create($"{claimed.Format} FOR UPDATE", claimed.GetArguments()), stop);
        await Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout TO DEFAULT", stop);
    }

    private static bool IsText(IReadOnlyProperty property) => (property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string);

    private sealed class PostgresWords : SqlWords
    {
        public override string NewId => "gen_random_uuid()";

        public override string Has(string text, string part) => $"strpos({text}, {part}) > 0";

        public override string HasInBytes(string bytes, string part) => $"position(convert_to({part}, 'UTF8') IN {bytes}) > 0";

        public override string Later(string one, string other) => $"greatest({one}, {other})";
    }
}
