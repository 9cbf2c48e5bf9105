using Dispatch.Domain.Orders;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Persistence;

[OnSqlite]
public sealed class When_the_disk_is_full : ServiceSpec
{
    private const int Full = 13;
    private SqliteConnection connection = null!;

    [SetUp]
    public async Task Start()
    {
        connection = new SqliteConnection(await Service.Db(db => Task.FromResult(db.Database.GetConnectionString())));
        await connection.OpenAsync();
    }

    [TearDown]
    public async Task Close() => await connection.DisposeAsync();

    [Test]
    public async Task The_probe_finds_no_page()
    {
        await Sql($"PRAGMA max_page_count = {await Sql("PRAGMA page_count")}");

        var failure = Assert.ThrowsAsync<SqliteException>(() => SqliteProbe.Write(connection, default));
        Assert.That(failure!.SqliteErrorCode, Is.EqualTo(Full));
        await Sql("PRAGMA max_page_count = 1073741823");
    }

    [Test]
    public async Task The_probe_had_asked_the_disk_and_not_the_memory_and_leaves_nothing()
    {
        await Sql("PRAGMA wal_checkpoint(TRUNCATE)");
        var before = await Sql("SELECT group_concat(sql) FROM sqlite_schema");
        await Service.Db(async db =>
        {
            await SqliteProbe.Write(db, default);
            return 0;
        });

        Assert.That(new FileInfo(connection.DataSource + "-wal").Length, Is.GreaterThan(100_000));
        Assert.That(await Sql("SELECT group_concat(sql) FROM sqlite_schema"), Is.EqualTo(before));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.Zero);
    }

    private async Task<object?> Sql(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
