using System.Net.Http.Headers;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Dispatch.Persistence.Sqlite;
using Dispatch.Tests.Persistence;
using Dispatch.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Dispatch.Tests;

/// <summary>The whole service in this process: a database of its own, the embedded bus, a clock that the test turns.</summary>
public sealed class Service : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private readonly bool guest;
    private readonly bool lent;

    private Service(WebApplication app, DirectoryInfo folder, bool guest, bool lent, FakeTimeProvider clock)
    {
        this.app = app;
        this.folder = folder;
        this.guest = guest;
        this.lent = lent;
        Clock = clock;
        Http = Client(Key);
    }

    /// <summary>Speaks for everybody; every request carries it.</summary>
    public const string Key = "dk_of-the-tests";

    /// <summary>A Monday, 09:00 in Linhe.</summary>
    public static DateTimeOffset Monday { get; } = new(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));

    public FakeTimeProvider Clock { get; }

    public string DatabaseFile => $"{folder.FullName}/dispatch.db";

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="change">What is configured differently.</param>
    /// <param name="also">What else is registered.</param>
    /// <param name="beside">Another process on the same machine, whose database and clock this one shares.</param>
    public static async Task<Service> StartAsync(Action<Settings>? change = null, Action<IServiceCollection>? also = null, Service? beside = null)
    {
        var folder = beside?.folder ?? Directory.CreateTempSubdirectory("dispatch-test-");
        // The clock stands still: within the window what is not urgent waits until a test turns it.
        var settings = new Settings { Database = beside?.Get<Settings>().Database ?? await NewDatabase(folder), Photos = $"{folder.FullName}/photos", BatchWindow = TimeSpan.FromSeconds(2), Rates = { OrdersPerPhone = 10_000 } };
        var made = settings.Database;
        change?.Invoke(settings);
        var clock = beside?.Clock ?? new FakeTimeProvider(Monday);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IStartupFilter, InHand>();
        // What makes a stolen hash slow to guess makes every sign-in of a test slow.
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        var app = ServiceHost.Build(builder, settings, services =>
        {
            KnownPages.ShareIn(services);
            Loans.CountIn(services);
            also?.Invoke(services);
        });
        if (Storage.Of(settings.Database) is SqliteStorage) await Blank.PutAt(settings.Database);
        await Schema.MigrateAsync(app.Services);
        await app.StartAsync();
        var service = new Service(app, folder, guest: beside is not null, lent: settings.Database != made, clock);
        var key = new ApiKey { Name = "tests", Hash = ApiKeys.HashOf(Key), SpeaksFor = Rights.People, MadeAt = Monday };
        // An earlier life may have left it there.
        if (!await service.Db(db => db.Set<ApiKey>().AnyAsync(known => known.Name == key.Name))) await service.Save(key);
        return service;
    }

    /// <summary>Another caller, with this key or with none.</summary>
    public HttpClient Client(string? key)
    {
        var client = app.GetTestClient();
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Runs something with a context of its own.</summary>
    public async Task<T> Db<T>(Func<DispatchDb, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<DispatchDb>());
    }

    /// <summary>The database as another process has it: nothing it writes is known here, and it waits a minute for the pen.</summary>
    public async Task<DispatchDb> Elsewhere()
    {
        var connection = await Db(db => Task.FromResult(db.Database.GetConnectionString()));
        return Get<Storage>() is SqliteStorage
            ? new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection, sqlite => sqlite.CommandTimeout(60)).AddInterceptors(new WriteAppended()).Options)
            : new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection, postgres => postgres.ExecutionStrategy(parts => new NonRetryingExecutionStrategy(parts))).AddInterceptors(new WriteAppended()).Options);
    }

    /// <summary>Adds rows and saves.</summary>
    public Task Save(params object[] rows) => Db(async db =>
    {
        foreach (var news in rows.OfType<OutboxRow>()) db.Append(news);
        db.AddRange(rows.Where(row => row is not OutboxRow));
        return await db.SaveChangesAsync();
    });

    /// <summary>Waits until every message that was written has been handled; a minute is the ceiling, not the clock.</summary>
    public Task Quiet() => app.Services.GetRequiredService<Traffic>().QuietAsync().WaitAsync(TimeSpan.FromMinutes(1));

    public long Faults => app.Services.GetRequiredService<Traffic>().Faults;

    /// <summary>Ends this process and leaves its database behind, for another one to start <c>beside</c> it.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await OrderDesk.Until(() => Task.FromResult(app.Services.GetServices<IStartupFilter>().OfType<InHand>().Single().IsEmpty));
        var open = Get<Loans>().Open;
        var (connection, database) = (await Db(db => Task.FromResult(db.Database.GetConnectionString())), Get<Settings>().Database);
        var isFile = Get<Storage>() is SqliteStorage;
        await app.DisposeAsync();
        Assert.That(open, Is.Zero, "parts that still used the database, though the service had stopped");
        if (guest) return;
        if (isFile) Forget(connection!);
        else await Forget(connection!, lent ? null : database);
        folder.Delete(recursive: true);
    }

    private static Task<string> NewDatabase(DirectoryInfo folder) =>
        Servers.IsPostgres ? Servers.Fresh() : Task.FromResult($"sqlite:{folder.FullName}/dispatch.db");

    private static void Forget(string connection)
    {
        using var last = new SqliteConnection(connection);
        SqliteConnection.ClearPool(last);
    }

    /// <summary>A database that a test has named is the test's own to drop.</summary>
    private static async Task Forget(string connection, string? database)
    {
        await using var last = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(last);
        if (database is not null) await Servers.Drop(database);
    }
}
