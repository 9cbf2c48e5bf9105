using Dispatch.Persistence.Postgres;
using Dispatch.Persistence.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence;

/// <summary>Who works on a database now.</summary>
/// <param name="Services">Whether services do, which go by the machine's clock.</param>
/// <param name="Demonstration">Whether a demonstration does, which has a clock of its own.</param>
/// <param name="Since">Since when the youngest of the services does.</param>
public readonly record struct Holders(bool Services, bool Demonstration, DateTimeOffset Since);

/// <summary>Where the truth is kept: what has to be done differently for each kind of database, beside what <see cref="DispatchDb"/> knows.</summary>
public abstract class Storage
{
    internal const string Expected = "sqlite:PATH, or postgres:CONNECTION like postgres:Host=db;Database=dispatch;Username=dispatch";

    /// <summary>So many contexts are kept for the next, on SQLite each with its connection; what a rush makes besides goes with it.</summary>
    protected const int Kept = 64;

    /// <exception cref="BadSetting">Neither kind.</exception>
    public static Storage Of(string database) =>
        SqliteStorage.Named(database) ?? (Storage?)PostgresStorage.Named(database) ?? throw new BadSetting("Dispatch:Database", database.Split(':')[0] + ":…", Expected);

    /// <summary>What people know it by; never with its password.</summary>
    public abstract string Name { get; }

    /// <summary>The folder for what belongs to it and is not in it.</summary>
    public abstract string Folder(Settings settings);

    /// <summary>Whether anything is there: a file, or a database with tables.</summary>
    public abstract Task<bool> IsThere(CancellationToken stop);

    /// <summary>Whether it is Dispatch's; false when there is none, or nothing in it yet.</summary>
    /// <exception cref="IOException">It holds something else; the message names it.</exception>
    public abstract Task<bool> IsOurs(DispatchDb db, CancellationToken stop);

    /// <summary>A copy of the live database in one file, complete and checked, or none at all.</summary>
    /// <exception cref="IOException">The copy exists already, or the database does not, or such a copy can't be made of it.</exception>
    public abstract Task Copy(string file, CancellationToken stop);

    /// <summary>A service's hold on it, which others share.</summary>
    /// <exception cref="IOException">A demonstration has it.</exception>
    public abstract Task<IDisposable> Share(CancellationToken stop);

    /// <summary>A demonstration's hold on it, as long as nobody else has one.</summary>
    /// <exception cref="IOException">Somebody has it.</exception>
    public abstract Task<IDisposable> HoldAlone(CancellationToken stop);

    public abstract Task<Holders> Holders(CancellationToken stop);

    internal abstract void AddTo(IServiceCollection services, TimeSpan patience);

    /// <summary>For how long what a process has just written is left to it.</summary>
    internal abstract TimeSpan Lease { get; }

    /// <summary>Makes the place for it, where there is none.</summary>
    internal abstract Task MakePlace(CancellationToken stop);

    /// <summary>The right to bring it up to date, which one process at a time has. Whoever waits long says so.</summary>
    internal abstract Task<IAsyncDisposable> Turn(ILogger log, CancellationToken stop);

    internal abstract Task Migrate(DispatchDb db, CancellationToken stop);

    /// <summary>Tries whether it is there, is ours and takes writes.</summary>
    /// <exception cref="System.Data.Common.DbException">It does not.</exception>
    internal abstract Task TryWriting(DispatchDb db, CancellationToken stop);

    /// <summary>Leaves nothing of what was overwritten or deleted.</summary>
    internal abstract Task Purge(DispatchDb db, CancellationToken stop);
}
