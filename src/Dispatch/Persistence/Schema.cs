using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence;

/// <summary>The database's schema, brought up to date by migrations.</summary>
public static class Schema
{
    /// <summary>Creates what is missing and brings an older database up to date; one process at a time.</summary>
    /// <exception cref="IOException">It is not ours, is newer than this program, or can't be made.</exception>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken stop = default) => Bring(services, mayUpgrade: true, stop);

    /// <summary>Creates the schema where there is none yet, and refuses one that is not this program's: whoever upgrades says so, and has a copy.</summary>
    /// <exception cref="IOException">It is older or newer, not ours, or can't be made.</exception>
    public static Task OpenAsync(IServiceProvider services, CancellationToken stop) => Bring(services, mayUpgrade: false, stop);

    private static async Task Bring(IServiceProvider services, bool mayUpgrade, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, storage) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<Storage>());
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Schema));
        // Nothing is made beside what is not ours.
        await MustBeOurs(db, storage, mayBeOlder: true, stop);
        await storage.MakePlace(stop);
        await using var turn = await storage.Turn(log, stop);
        // Who had the turn before may have made it, or brought it to another version.
        await MustBeOurs(db, storage, mayBeOlder: mayUpgrade, stop);
        await storage.Migrate(db, stop);
    }

    private static async Task MustBeOurs(DispatchDb db, Storage storage, bool mayBeOlder, CancellationToken stop)
    {
        if (!await storage.IsOurs(db, stop)) return;
        var (applied, known) = ((await db.Database.GetAppliedMigrationsAsync(stop)).ToHashSet(), db.Database.GetMigrations().ToHashSet());
        if (!applied.IsSubsetOf(known))
            throw new IOException($"{storage.Name} was brought up to date by a newer version of Dispatch than this program. Use that version, or a copy from before. 数据库已由更新的版本升级：请使用新版本程序，或使用升级前的备份。");
        if (!mayBeOlder && !known.IsSubsetOf(applied))
            throw new IOException($"{storage.Name} was made by an older version of Dispatch. Make a copy, then bring it up to date: dispatch migrate, or dispatch serve --migrate. 数据库是旧版本的：请先备份，再运行 dispatch migrate（或 dispatch serve --migrate）升级。");
    }
}
