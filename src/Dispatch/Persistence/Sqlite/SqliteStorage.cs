using Dispatch.Messaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence.Sqlite;

/// <summary>The truth in a file: "sqlite:PATH".</summary>
public sealed class SqliteStorage : Storage
{
    private const string Kind = "sqlite:";

    /// <summary>How Windows, Linux and macOS say that somebody else has the file open.</summary>
    private static readonly int[] Sharing = [unchecked((int)0x80070020), 11, 35];

    private readonly string path;

    private SqliteStorage(string path) => this.path = path;

    public override string Name => path;

    internal static SqliteStorage? Named(string database) =>
        database.StartsWith(Kind, StringComparison.Ordinal) && database.Length > Kind.Length ? new SqliteStorage(Path.GetFullPath(database[Kind.Length..])) : null;

    /// <summary>The file that "sqlite:PATH" names.</summary>
    /// <exception cref="BadSetting">Another kind of database.</exception>
    public static string PathOf(string database) => (Named(database) ?? throw new BadSetting("Dispatch:Database", database.Split(':')[0] + ":…", "sqlite:PATH")).path;

    public override string Folder(Settings settings) => Path.GetDirectoryName(path)!;

    internal override TimeSpan Lease => TimeSpan.Zero;

    public override Task<bool> IsThere(CancellationToken stop) => Task.FromResult(Path.Exists(path));

    public override Task<bool> IsOurs(DispatchDb db, CancellationToken stop) => SqliteOwner.IsOurs(db, path, stop);

    public override Task Copy(string file, CancellationToken stop) => SqliteCopy.Make(path, file, stop);

    public override async Task<IDisposable> Share(CancellationToken stop) => await SqliteHold.Shared(path, stop);

    public override async Task<IDisposable> HoldAlone(CancellationToken stop) => await SqliteHold.Alone(path, stop);

    public override Task<Holders> Holders(CancellationToken stop) => Task.FromResult(SqliteHold.Of(path));

    internal override void AddTo(IServiceCollection services, TimeSpan patience)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = (int)Math.Ceiling(patience.TotalSeconds), ForeignKeys = true }.ToString();
        services.AddSingleton(new OneWriter(patience)).AddSingleton<IWriters>(provider => provider.GetRequiredService<OneWriter>());
        services.AddSingleton(provider => new KeepConnections(provider.GetService<Settings>()));
        services.AddDbContextPool<DispatchDb, SqliteDb>(
            (provider, options) => options
                .UseSqlite(connection, sqlite => sqlite
                    .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
                    .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                .Quietly()
                .AddInterceptors(provider.GetRequiredService<KeepConnections>(), provider.GetRequiredService<OneWriter>(), provider.GetRequiredService<OutboxSignal>(), new WriteAppended()),
            Kept);
    }

    internal override Task MakePlace(CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    /// <summary>A lock that the operating system takes back when the process dies.</summary>
    /// <exception cref="IOException">The file can't be made: anything but that another process holds it.</exception>
    internal override async Task<IAsyncDisposable> Turn(ILogger log, CancellationToken stop)
    {
        var file = path + ".lock";
        return await Patience.Until(() => Task.FromResult(Locked(file)), file, log, stop);
    }

    internal override async Task Migrate(DispatchDb db, CancellationToken stop)
    {
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any())
        {
            // A process that was killed while it migrated leaves this lock behind, and the next would wait for it for ever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", stop);
            await db.Database.MigrateAsync(stop);
        }
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", stop);
    }

    internal override Task TryWriting(DispatchDb db, CancellationToken stop) => SqliteProbe.Write(db, stop);

    internal override Task Purge(DispatchDb db, CancellationToken stop) => FreePages.Clear(path, stop);

    private static FileStream? Locked(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (Sharing.Contains(held.HResult))
        {
            return null;
        }
    }
}
