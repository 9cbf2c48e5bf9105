using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Persistence;

/// <summary>The database's schema, brought up to date by migrations.</summary>
public static class Schema
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Creates what is missing and brings an older database up to date; one process at a time.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var alone = await Alone(file + ".lock", stop);
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any())
        {
            // A process that was killed while it migrated leaves this lock behind, and the next would wait for it for ever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", stop);
            await db.Database.MigrateAsync(stop);
        }
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", stop);
    }

    /// <summary>Holds a lock that the operating system takes back when the process dies.</summary>
    private static async Task<FileStream> Alone(string file, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!stop.IsCancellationRequested && Directory.Exists(Path.GetDirectoryName(file)))
            {
                await Task.Delay(Pause, stop);
            }
        }
    }
}
