using Dispatch.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>The truth on a PostgreSQL server: "postgres:CONNECTION", as Npgsql reads it.</summary>
public sealed class PostgresStorage : Storage
{
    private const string Kind = "postgres:";

    /// <summary>
    /// What is best for this service, unless the connection says otherwise: nothing of a session is left that would have to be reset,
    /// and what is asked again and again is prepared once. So many that none is let go: of those that it lets go Npgsql can lose count.
    /// Kerberos is not asked for: where its library is missing, as in the runtime's container, looking for it writes an error into
    /// each command's output.
    /// </summary>
    private const string Defaults = "Application Name=dispatch;No Reset On Close=true;Max Auto Prepare=256;Keepalive=30;Timeout=5;GSS Encryption Mode=Disable;";

    /// <summary>
    /// What is asked for all day is in memory, or on a disk without an arm. The server's own guess, 4, is of one with an arm: by that
    /// the seats of three orders are found by reading all seats, until there are very many.
    /// </summary>
    internal const string Planning = "-c random_page_cost=1.1";

    private const string Tables = "SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename NOT LIKE '\\_\\_EFMigrations%'";

    private readonly NpgsqlConnectionStringBuilder connection;

    private PostgresStorage(NpgsqlConnectionStringBuilder connection) => this.connection = connection;

    public override string Name => $"{connection.Host}:{connection.Port}/{connection.Database}";

    internal static PostgresStorage? Named(string database)
    {
        if (!database.StartsWith(Kind, StringComparison.Ordinal)) return null;
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(Defaults + database[Kind.Length..]);
            return connection is { Host.Length: > 0, Database.Length: > 0 } ? new PostgresStorage(connection) : null;
        }
        catch (ArgumentException)
        {
            // What it says would show the password.
            return null;
        }
    }

    /// <summary>Nothing lies beside a server: it is the photos' neighbour, which all processes share as well.</summary>
    public override string Folder(Settings settings) => Path.GetDirectoryName(Path.GetFullPath(settings.Photos))!;

    internal override TimeSpan Lease => TimeSpan.FromSeconds(3);

    public override async Task<bool> IsThere(CancellationToken stop)
    {
        await using var server = Server();
        await using var command = server.CreateCommand(Tables);
        return await IfMade(async () => await command.ExecuteScalarAsync(stop) is > 0, false);
    }

    public override async Task<bool> IsOurs(DispatchDb db, CancellationToken stop)
    {
        if (!await IsThere(stop)) return false;
        if ((await db.Database.GetAppliedMigrationsAsync(stop)).Intersect(db.Database.GetMigrations()).Any()) return true;
        throw new IOException($"{Name} is not a database of Dispatch; it holds another program's tables. Name another: --Dispatch:Database=postgres:CONNECTION");
    }

    public override Task Copy(string file, CancellationToken stop) =>
        throw new IOException($"{Name} is on a PostgreSQL server, which has its own: pg_dump --format=custom --file={file} --host={connection.Host} --port={connection.Port} --username={connection.Username} {connection.Database}. PostgreSQL 数据库请用 pg_dump 备份。");

    public override async Task<IDisposable> Share(CancellationToken stop)
    {
        await MakePlace(stop);
        return await PostgresHold.Shared(Server(), Name, stop);
    }

    public override async Task<IDisposable> HoldAlone(CancellationToken stop)
    {
        await MakePlace(stop);
        return await PostgresHold.Alone(Server(), Name, stop);
    }

    public override async Task<Holders> Holders(CancellationToken stop)
    {
        await using var server = Server();
        return await IfMade(() => PostgresHold.Of(server, stop), default);
    }

    internal override void AddTo(IServiceCollection services, TimeSpan patience)
    {
        var text = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Options = $"{Planning} {connection.Options} -c lock_timeout={patience.TotalMilliseconds:0}" }.ConnectionString;
        services.AddSingleton<IWriters>(new ManyWriters());
        services.AddDbContextPool<DispatchDb, PostgresDb>(
            (provider, options) => options
                .UseNpgsql(text, postgres => postgres
                    .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
                    .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                    // Its own would wrap what passes by itself into another exception; who tries again here is who acts.
                    .ExecutionStrategy(parts => new NonRetryingExecutionStrategy(parts)))
                .Quietly()
                .AddInterceptors(new SkipLocked(), provider.GetRequiredService<OutboxSignal>(), new WriteAppended()),
            Kept);
    }

    /// <summary>Makes the database where the server has none of this name, if this user may.</summary>
    internal override async Task MakePlace(CancellationToken stop)
    {
        await using var server = Server();
        await using var command = server.CreateCommand("SELECT 1");
        if (await IfMade(async () => await command.ExecuteScalarAsync(stop) is 1, false)) return;
        await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection.ConnectionString).Options);
        try
        {
            await db.Database.GetService<IRelationalDatabaseCreator>().CreateAsync(stop);
        }
        catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was quicker.
        }
    }

    internal override async Task<IAsyncDisposable> Turn(ILogger log, CancellationToken stop)
    {
        var session = new NpgsqlConnection(Unpooled());
        await session.OpenAsync(stop);
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({PostgresHold.Class}, {PostgresHold.Schema})", session);
        return await Patience.Until(async () => await command.ExecuteScalarAsync(stop) is true ? session : null, Name, log, stop);
    }

    /// <summary>However long a step takes, and however long somebody keeps a table from it: half a step is of no use.</summary>
    internal override async Task Migrate(DispatchDb db, CancellationToken stop)
    {
        // EF would lock its own table before it looks, and wait behind a backup for nothing.
        if (!(await db.Database.GetPendingMigrationsAsync(stop)).Any()) return;
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SET lock_timeout = 0", stop);
            await db.Database.MigrateAsync(stop);
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("RESET lock_timeout", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    internal override Task TryWriting(DispatchDb db, CancellationToken stop) => PostgresProbe.Write(db, stop);

    /// <summary>What is no longer seen is taken out of the tables' pages and marked free, without holding anybody up; the log of writes forgets it with its files.</summary>
    internal override async Task Purge(DispatchDb db, CancellationToken stop)
    {
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        foreach (var vacuum in db.Model.GetEntityTypes().Select(table => $"VACUUM \"{table.GetTableName()}\"").Distinct())
            await db.Database.ExecuteSqlRawAsync(vacuum, stop);
    }

    private NpgsqlDataSource Server() => NpgsqlDataSource.Create(Unpooled());

    private string Unpooled() => new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false }.ConnectionString;

    private static async Task<T> IfMade<T>(Func<Task<T>> ask, T otherwise)
    {
        try
        {
            return await ask();
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return otherwise;
        }
    }
}
