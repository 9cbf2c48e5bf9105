using System.Net;
using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Messaging;

/// <summary>Somebody holds the only pen: a backup, a repair by hand.</summary>
[OnSqlite]
public sealed class When_the_database_is_locked : ServiceSpec
{
    private SqliteConnection other = null!;

    protected override void Configure(Settings settings) => settings.DatabasePatience = TimeSpan.FromSeconds(1);

    [SetUp]
    public async Task Start()
    {
        await Settle();
        other = new SqliteConnection(await Service.Db(db => Task.FromResult(db.Database.GetConnectionString())));
        await other.OpenAsync();
    }

    /// <summary>From outside, as the service has little patience here; and when the relay has sent the news, it is calm.</summary>
    private async Task Settle()
    {
        await using var db = await Service.Elsewhere();
        db.AddRange(Langshan.Town, Langshan.Village, Langshan.Station, Langshan.Expert("E1"));
        db.Publish(new ExpertChanged { ExpertId = ExpertId.For("E1").Value }, Service.Monday);
        await db.SaveChangesAsync();
        await OrderDesk.Until(() => db.Set<OutboxRow>().AllAsync(row => row.SentAt != null));
        await Service.Quiet();
    }

    [TearDown]
    public async Task Unlock() => await other.DisposeAsync();

    [Test]
    public async Task People_are_told_to_come_again_and_nothing_is_half_written()
    {
        await Sql("BEGIN EXCLUSIVE");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = System.Net.Http.Json.JsonContent.Create(OrderDesk.Sunflower) };
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        using var answer = await Service.Http.SendAsync(request);
        Assert.That((answer.StatusCode, answer.Headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.ServiceUnavailable, (TimeSpan?)TimeSpan.FromSeconds(5))));
        await Sql("ROLLBACK");
        Assert.That((await Service.Db(db => db.Set<Order>().CountAsync()), await Service.Db(db => db.Set<HistoryRow>().CountAsync())), Is.EqualTo((0, 0)));
        Assert.That(await Service.StateOf(await Service.Ordered()), Is.EqualTo(State.Waiting));
    }

    /// <summary>One behind the other they would take twice as long as the ceiling.</summary>
    [Test]
    public async Task Many_who_come_at_once_do_not_wait_one_behind_the_other()
    {
        await Sql("BEGIN EXCLUSIVE");
        var replies = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower))).WaitAsync(TimeSpan.FromSeconds(60));
        await Sql("ROLLBACK");
        Assert.That(replies.Select(reply => reply.Status), Is.All.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task Consumers_try_again_and_go_on_afterwards()
    {
        var tracking = (await Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower with { Urgency = "Urgent" })).Text("tracking")!;
        await Sql("BEGIN EXCLUSIVE");
        using var held = new PeriodicTimer(TimeSpan.FromSeconds(1.5));
        await held.WaitForNextTickAsync();
        await Sql("ROLLBACK");
        await Service.Quiet();
        Assert.That((await Service.StateOf(tracking), Service.Faults), Is.EqualTo((State.Offered, 0)));
    }

    private async Task Sql(string sql)
    {
        await using var command = other.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 30;
        await command.ExecuteNonQueryAsync();
    }
}
