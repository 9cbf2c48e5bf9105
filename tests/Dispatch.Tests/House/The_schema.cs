using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Tests.House;

/// <summary>What the migrations make is what the code means.</summary>
[OnSqlite]
public sealed class The_schema
{
    [Test]
    public async Task Nothing_of_the_model_waits_for_a_migration()
    {
        await using var service = await Service.StartAsync();
        Assert.That(await service.Db(db => Task.FromResult(db.Database.HasPendingModelChanges())), Is.False, "dotnet ef migrations add NAME --project src/Dispatch --startup-project src/Dispatch.Web");
    }

    [Test]
    public async Task The_guards_are_there()
    {
        await using var service = await Service.StartAsync();
        var triggers = await service.Db(db => db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync());
        Assert.That(triggers, Has.Count.EqualTo(SqliteTriggers.First.Length + 4 + SqliteTriggers.Attended.Length).And.Contain("enrolled_in_time").And.Contain("held_as_listed").And.Contain("merged_into_over"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_process_that_died_while_migrating_stops_nobody(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("dispatch-test-");
        await using (var half = new SqliteConnection($"Data Source={folder.FullName}/dispatch.db;Pooling=false"))
        {
            await half.OpenAsync(stop);
            using var command = half.CreateCommand();
            command.CommandText = """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-06-01')""";
            await command.ExecuteNonQueryAsync(stop);
        }
        await using (var service = await Service.StartAsync(settings => settings.Database = $"sqlite:{folder.FullName}/dispatch.db").WaitAsync(stop))
        {
            await service.Settle(Langshan.Expert("E1"));
            Assert.That(await service.Ordered(), Is.Not.Empty);
        }
        folder.Delete(recursive: true);
    }

    /// <summary>Seen red when whatever went wrong with the lock's file was waited for.</summary>
    [Test, CancelAfter(60_000)]
    public async Task A_lock_that_cannot_be_made_is_told_at_once(CancellationToken stop)
    {
        await using var place = new Place();
        File.CreateSymbolicLink(place.Lock, place.Lock);
        Assert.That(() => Schema.MigrateAsync(place.Parts, stop), Throws.InstanceOf<IOException>());
    }

    [Test, CancelAfter(60_000)]
    public async Task Whoever_waits_for_another_process_says_so_and_goes_on_after_it(CancellationToken stop)
    {
        await using var place = new Place();
        var held = new FileStream(place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var migrating = Schema.MigrateAsync(place.Parts, stop);
        await OrderDesk.Until(() => Task.FromResult(place.Said.Has(place.Lock)));
        Assert.That(migrating.IsCompleted, Is.False);
        await held.DisposeAsync();
        await migrating;
    }

    /// <summary>Where a database is to be made.</summary>
    private sealed class Place : IAsyncDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-test-");

        public Place() => Parts = new ServiceCollection()
            .AddLogging(logs => logs.AddProvider(Said)).AddDispatch(new Settings { Database = $"sqlite:{folder.FullName}/dispatch.db" }).BuildServiceProvider();

        public string Lock => Path.Combine(folder.FullName, "dispatch.db.lock");

        public Said Said { get; } = new();

        public ServiceProvider Parts { get; }

        public async ValueTask DisposeAsync()
        {
            await Parts.DisposeAsync();
            using (var last = new SqliteConnection($"Data Source={folder.FullName}/dispatch.db")) SqliteConnection.ClearPool(last);
            folder.Delete(recursive: true);
        }
    }
}
