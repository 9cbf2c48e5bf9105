using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence;

/// <summary>The database's schema, brought up to date by migrations.</summary>
public static class Schema
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quietly = TimeSpan.FromSeconds(3);

    /// <summary>How Windows, Linux and macOS say that somebody else has the file open.</summary>
    private static readonly int[] Sharing = [unchecked((int)0x80070020), 11, 35];

    /// <summary>Creates what is missing and brings an older database up to date; one process at a time.</summary>
    /// <exception cref="IOException">The file is not ours, or can't be made.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        await Whose.IsOurs(db, stop);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Schema));
        await using var alone = await Alone(file + ".lock", log, stop);
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any())
        {
            // A process that was killed while it migrated leaves this lock behind, and the next would wait for it for ever.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", stop);
            await db.Database.MigrateAsync(stop);
        }
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", stop);
    }

    /// <summary>Holds a lock that the operating system takes back when the process dies.</summary>
    /// <exception cref="IOException">The file can't be made: anything but that another process holds it.</exception>
    private static async Task<FileStream> Alone(string file, ILogger log, CancellationToken stop)
    {
        var waiting = Stopwatch.GetTimestamp();
        for (var told = false; ;)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (Sharing.Contains(held.HResult))
            {
                if (!told && Stopwatch.GetElapsedTime(waiting) > Quietly)
                {
                    log.LogWarning("Another process is bringing the database up to date and holds {File}; waiting for it.", file);
                    told = true;
                }
                await Task.Delay(Pause, stop);
            }
        }
    }
}
