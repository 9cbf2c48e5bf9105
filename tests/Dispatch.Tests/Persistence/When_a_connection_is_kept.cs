using Dispatch.Domain.Experts;
using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Dispatch.Tests.Persistence;

/// <summary>The connection and its statements are there for the next act.</summary>
[OnSqlite]
public sealed class When_a_connection_is_kept : ServiceSpec
{
    /// <summary>Seen red with the provider's own connection, which is closed after each act.</summary>
    [Test]
    public async Task A_statement_is_prepared_once_for_all_acts_and_sees_what_is_new()
    {
        await using var db = Context();
        var held = new List<int>();
        for (var n = 1; n <= 3; n++)
        {
            await Service.Save(Langshan.Expert($"E{n}"));
            Assert.That(await db.Set<Expert>().CountAsync(), Is.EqualTo(n));
            await db.Database.CloseConnectionAsync();
            held.Add(BytesOfStatements(db));
        }
        Assert.That(held, Is.All.EqualTo(held[0]).And.All.Positive);
    }

    /// <summary>Seen red with one statement for both: the provider refuses the second reader.</summary>
    [Test]
    public async Task A_statement_that_is_being_read_can_be_executed_beside_it()
    {
        await using var db = Context();
        await Service.Save(Langshan.Expert("E1"), Langshan.Expert("E2"));
        var pairs = new List<(string, string)>();
        await foreach (var one in db.Set<Expert>().AsNoTracking().OrderBy(expert => expert.Code).Select(expert => expert.Code).AsAsyncEnumerable())
            await foreach (var other in db.Set<Expert>().AsNoTracking().OrderBy(expert => expert.Code).Select(expert => expert.Code).AsAsyncEnumerable())
                pairs.Add((one, other));
        Assert.That(pairs, Is.EqualTo(new[] { ("E1", "E1"), ("E1", "E2"), ("E2", "E1"), ("E2", "E2") }));
    }

    [Test]
    public async Task A_statement_that_a_guard_refused_is_good_for_the_next_row()
    {
        await using var db = Context();
        foreach (var (code, taken) in new[] { ("E1", true), ("E1", false), ("E2", true) })
        {
            db.Add(Langshan.Expert(code));
            if (taken) await db.SaveChangesAsync();
            else Assert.That(() => db.SaveChangesAsync(), Throws.InstanceOf<DbUpdateException>());
            db.ChangeTracker.Clear();
        }
        Assert.That(await db.Set<Expert>().CountAsync(), Is.EqualTo(2));
    }

    /// <summary>Seen red with the setting told only when the connection is opened.</summary>
    [Test]
    public async Task After_a_demonstration_s_month_commits_wait_for_the_disk_again()
    {
        await using var db = Context();
        var settings = Service.Get<Settings>();
        settings.HurryThroughAMonth(true);
        var hurried = await Synchronous(db);
        settings.HurryThroughAMonth(false);
        Assert.That((hurried, await Synchronous(db)), Is.EqualTo((1L, 2L)), "1 is NORMAL, 2 is FULL");
    }

    [Test]
    public async Task It_ends_with_its_context()
    {
        var db = Context();
        await db.Set<Expert>().CountAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await db.DisposeAsync();
        Assert.That(connection.State, Is.EqualTo(System.Data.ConnectionState.Closed));
    }

    /// <summary>As the pool makes them.</summary>
    private SqliteDb Context() => new(Service.Get<DbContextOptions<SqliteDb>>());

    private static Task<long> Synchronous(DispatchDb db) => db.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync();

    private static int BytesOfStatements(DispatchDb db)
    {
        raw.sqlite3_db_status(((SqliteConnection)db.Database.GetDbConnection()).Handle, raw.SQLITE_DBSTATUS_STMT_USED, out var bytes, out _, resetFlg: 0);
        return bytes;
    }
}
