using System.Data.Common;
using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Persistence;

/// <summary>A PostgreSQL server in place of a file: made, held, in trouble and back.</summary>
[OnPostgres]
public sealed class When_a_server_keeps_it : ServiceSpec
{
    private const string Others = "SELECT count(pg_terminate_backend(pid))::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    protected override void Configure(Settings settings) => settings.DatabasePatience = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Nothing_of_the_model_waits_for_a_migration() =>
        Assert.That(await Service.Db(db => Task.FromResult(db.Database.HasPendingModelChanges())), Is.False, "dotnet ef migrations add NAME --context PostgresDb");

    [Test]
    public async Task The_guards_are_there() => Assert.That(
        await Ask<string>("SELECT DISTINCT tgname::text AS \"Value\" FROM pg_trigger WHERE NOT tgisinternal"),
        Has.Count.EqualTo(PostgresTriggers.All.Count(statement => statement.StartsWith("CREATE TRIGGER", StringComparison.Ordinal))).And.Contain("held_as_listed").And.Contain("closings_never_UPDATE"));

    /// <summary>Else pages and orders would depend on the server's language.</summary>
    [Test]
    public async Task Text_is_compared_byte_by_byte() => Assert.That(
        await Ask<string>("SELECT table_name || '.' || column_name AS \"Value\" FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"),
        Is.Empty);

    /// <summary>By the server's own guess all seats are read to find a few orders'.</summary>
    [Test]
    public async Task What_is_looked_up_is_taken_to_be_at_hand_unless_the_connection_says_otherwise()
    {
        const string cost = "SELECT current_setting('random_page_cost') AS \"Value\"";
        Assert.That(await Ask<string>(cost), Is.EqualTo(new[] { "1.1" }));

        await using var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = $"{Service.Get<Settings>().Database};Options=-c random_page_cost=3" }).BuildServiceProvider();
        await using var scope = parts.CreateAsyncScope();
        Assert.That(await scope.ServiceProvider.GetRequiredService<DispatchDb>().Database.SqlQueryRaw<string>(cost).ToListAsync(), Is.EqualTo(new[] { "3" }));
    }

    [Test]
    public async Task What_is_asked_again_and_again_is_prepared_once() => await Service.Db(async db =>
    {
        await db.Database.OpenConnectionAsync();
        for (var n = 0; n < 10; n++) await db.Set<Order>().CountAsync(order => order.Version == n);
        var prepared = await db.Database.SqlQueryRaw<string>("SELECT statement AS \"Value\" FROM pg_prepared_statements").ToListAsync();
        Assert.That(prepared.Count(statement => statement.Contains("\"Version\" =", StringComparison.Ordinal)), Is.EqualTo(1));
        return true;
    });

    [Test]
    public async Task Two_processes_that_bring_it_up_to_date_at_once_take_turns()
    {
        var database = await Servers.Empty();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            await using var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = database }).BuildServiceProvider();
            await Schema.MigrateAsync(parts);
        }));
        await Servers.Drop(database);
    }

    [Test]
    public async Task Services_share_it_and_a_demonstration_has_it_alone()
    {
        var storage = Service.Get<Storage>();
        using (await storage.Share(default))
        {
            using var other = await storage.Share(default);
            Assert.That(await storage.Holders(default), Has.Property("Services").True.And.Property("Demonstration").False);
            Assert.That(() => storage.HoldAlone(default), Throws.InstanceOf<IOException>().With.Message.Contains("is in use"));
        }
        await OrderDesk.Until(async () => await storage.Holders(default) == default);
        using (await storage.HoldAlone(default))
            Assert.That(() => storage.Share(default), Throws.InstanceOf<IOException>().With.Message.Contains("demonstration is using"));
    }

    [Test]
    public async Task Who_holds_it_does_so_again_when_the_server_was_away()
    {
        var storage = Service.Get<Storage>();
        using var hold = await storage.Share(default);
        var since = (await storage.Holders(default)).Since;
        await Ask<int>(Others);
        await OrderDesk.Until(async () => await storage.Holders(default) is { Services: true } held && held.Since > since);
    }

    [Test]
    public async Task While_somebody_locks_a_table_people_are_told_to_come_again_and_nothing_is_half_written()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await using var other = await Service.Elsewhere();
        await using (await other.Database.BeginTransactionAsync())
        {
            await other.Database.ExecuteSqlRawAsync("LOCK TABLE order_history IN ACCESS EXCLUSIVE MODE");
            Assert.That((await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }
        Assert.That((await Service.Db(db => db.Set<Order>().CountAsync()), await Service.Db(db => db.Set<HistoryRow>().CountAsync())), Is.EqualTo((0, 0)));
        Assert.That(await Service.StateOf(await Service.Ordered()), Is.EqualTo(State.Waiting));
    }

    /// <summary>Each connection is cut at the server, in whatever it is doing.</summary>
    [Test]
    public async Task A_cut_connection_is_trouble_that_passes()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var failure = Assert.CatchAsync<DbException>(() => Ask<bool>("SELECT pg_terminate_backend(pg_backend_pid()) AS \"Value\""));
        Assert.That(Passing.IsPassing(failure!));
        await Ask<int>(Others);
        await OrderDesk.Until(async () => (await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower)).Status == HttpStatusCode.Created);
        await Service.Quiet();
    }

    /// <summary>As a run of faults met it: the order's triage ended in the error queue.</summary>
    [TestCase("Npgsql", ExpectedResult = true)]
    [TestCase("Dispatch", ExpectedResult = false)]
    public bool A_driver_that_stumbles_over_its_lost_connection_is_trouble_that_passes(string source)
    {
        var failure = Assert.Catch<NullReferenceException>(() => _ = ((string?)null)!.Length)!;
        failure.Source = source;
        return Passing.IsPassing(new InvalidOperationException("An error occurred.", failure));
    }

    [Test]
    public async Task A_server_that_only_reads_is_found_out()
    {
        using (var well = await Service.Http.GetAsync("/health/ready")) Assert.That(well.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await Service.Db(async db =>
        {
            var only = $"ALTER DATABASE \"{db.Database.GetDbConnection().Database}\" SET default_transaction_read_only = on";
            return await db.Database.ExecuteSqlRawAsync(only);
        });
        using var ready = await Service.Http.GetAsync("/health/ready");
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    private Task<List<T>> Ask<T>(string sql) => Service.Db(db => db.Database.SqlQueryRaw<T>(sql).ToListAsync());
}
