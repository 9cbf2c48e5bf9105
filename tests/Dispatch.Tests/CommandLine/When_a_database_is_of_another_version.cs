using Dispatch.Persistence;
using Dispatch.Tests.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dispatch.Tests.CommandLine;

[OnBothDatabases]
public sealed class When_a_database_is_of_another_version : Terminal
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);
    private string database = null!;

    [SetUp]
    public async Task Make() => database = Servers.IsPostgres ? await Servers.Empty() : $"sqlite:{Path("dispatch.db")}";

    [TearDown]
    public async Task Drop()
    {
        NpgsqlConnection.ClearAllPools();
        if (Servers.IsPostgres) await Servers.Drop(database);
    }

    [Test]
    public async Task It_is_made_by_who_brings_it_up_to_date()
    {
        Assert.That(await Typed("migrate"), Is.Zero, Error);
        Assert.That(await Typed("doctor"), Is.Zero, Error);
        Assert.That(await Typed("migrate"), Is.Zero, "again");
    }

    /// <summary>Seen red with who opens a database bringing it up to date as who was told to.</summary>
    [TestCase("serve")]
    [TestCase("doctor")]
    [TestCase("import", "towns", "towns.csv")]
    public async Task An_older_one_is_refused_by_all_who_were_not_told_to(params string[] words)
    {
        await File.WriteAllTextAsync(Path("towns.csv"), "code,name\n150802100,狼山镇");
        await With(db => db.GetService<IMigrator>().MigrateAsync(Versions(db)[^2]));
        Assert.That(await Typed([.. words.Select(word => word == "towns.csv" ? Path(word) : word)]), Is.EqualTo(1));
        Assert.That(Error, Does.Contain("dispatch migrate").And.Contain("升级"));
        Assert.That(await Typed("migrate"), Is.Zero, Error);
        Assert.That(await Typed("doctor"), Is.Zero, Error);
    }

    /// <summary>The administrator is told of once it serves. Seen red with a service that does not hear --migrate.</summary>
    [Test]
    public async Task The_oldest_is_brought_up_to_date_and_served_by_a_service_that_is_told_to()
    {
        await With(db => db.GetService<IMigrator>().MigrateAsync(Versions(db)[0]));
        using var stop = new CancellationTokenSource();
        var serving = Typed(stop.Token, "serve", "--migrate");
        await OrderDesk.Until(() => Task.FromResult(serving.IsCompleted || Out.Contains("First start", StringComparison.Ordinal)));
        await stop.CancelAsync();
        Assert.That(await serving.WaitAsync(Ceiling), Is.Zero, Error);
        Assert.That(Out, Does.Contain("First start"));
        await With(async db => Assert.That(await db.Database.GetAppliedMigrationsAsync(), Is.EqualTo(Versions(db))));
        Assert.That(await Typed("doctor"), Is.Zero, Error);
    }

    [TestCase("serve")]
    [TestCase("serve", "--migrate")]
    [TestCase("migrate")]
    [TestCase("doctor")]
    public async Task A_newer_one_is_refused(params string[] words)
    {
        await Typed("migrate");
        await With(db => db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '99.0.0')"));
        Assert.That(await Typed(words), Is.EqualTo(1));
        Assert.That(Error, Does.Contain("newer version").And.Contain("新版本"));
    }

    /// <summary>The oldest first.</summary>
    private static List<string> Versions(DispatchDb db) => [.. db.Database.GetMigrations()];

    private async Task<int> Typed(params string[] words)
    {
        using var limit = new CancellationTokenSource(Ceiling);
        return await Typed(limit.Token, words);
    }

    private Task<int> Typed(CancellationToken stop, params string[] words) =>
        Run(stop, [.. words, $"--Dispatch:Database={database}", "--urls=http://127.0.0.1:0", $"--Dispatch:Photos={Path("photos")}"]);

    private async Task With(Func<DispatchDb, Task> act)
    {
        await using var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = database }).BuildServiceProvider();
        await using var scope = parts.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<DispatchDb>());
    }
}
