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

    /// <summary>PostgreSQL has one migration so far: none is older.</summary>
    [OnSqlite]
    [TestCase("serve")]
    [TestCase("doctor")]
    [TestCase("import", "towns", "towns.csv")]
    public async Task An_older_one_is_refused_by_all_who_were_not_told_to(params string[] words)
    {
        await File.WriteAllTextAsync(Path("towns.csv"), "code,name\n150802100,狼山镇");
        await With(db => db.GetService<IMigrator>().MigrateAsync(Older(db)));
        Assert.That(await Typed([.. words.Select(word => word == "towns.csv" ? Path(word) : word)]), Is.EqualTo(1));
        Assert.That(Error, Does.Contain("dispatch migrate").And.Contain("升级"));
        Assert.That(await Typed("migrate"), Is.Zero, Error);
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

    private static string Older(DispatchDb db) => db.Database.GetMigrations().Reverse().Skip(1).First();

    private async Task<int> Typed(params string[] words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await Run(limit.Token, [.. words, $"--Dispatch:Database={database}", "--urls=http://127.0.0.1:0", $"--Dispatch:Photos={Path("photos")}"]);
    }

    private async Task With(Func<DispatchDb, Task> act)
    {
        await using var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = database }).BuildServiceProvider();
        await using var scope = parts.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<DispatchDb>());
    }
}
