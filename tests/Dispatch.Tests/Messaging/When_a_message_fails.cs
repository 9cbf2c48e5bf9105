using System.Net;
using System.Net.Http.Json;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Intake;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Messaging;

/// <summary>On the embedded transport. An order is announced that is not there: triage fails on it, nobody else does.</summary>
public sealed class When_a_message_fails
{
    private static readonly OrderId Missing = OrderId.For("missing");
    private DirectoryInfo folder = null!;
    private Service service = null!;

    [SetUp]
    public async Task An_order_is_announced_that_is_not_there()
    {
        folder = Directory.CreateTempSubdirectory("dispatch-errors-");
        await Start();
        await service.Settle(Langshan.Expert("E001"));
        await service.Db(async db =>
        {
            db.Publish(new OrderSubmitted { OrderId = Missing.Value }, Service.Monday);
            return await db.SaveChangesAsync();
        });
        await service.Quiet();
    }

    [TearDown]
    public async Task Close()
    {
        await service.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task It_waits_in_the_error_queue_with_its_reason()
    {
        var failed = (await List()).Single();
        Assert.That((failed.Queue, failed.Type, failed.Times, failed.Body), Is.EqualTo(("triage-order", "OrderSubmitted", 1, (string?)null)));
        Assert.That(failed.Why, Does.Contain("was announced and is not there"));
        Assert.That(service.Faults, Is.EqualTo(1));
    }

    [Test]
    public async Task It_can_be_looked_at()
    {
        var failed = await (await Send(HttpMethod.Get, $"/api/v1/errors/{(await List()).Single().Id}")).Content.ReadFromJsonAsync<FailedMessage>();
        Assert.That(failed!.Body, Does.Contain(Missing.ToString()));
        Assert.That(failed.Stack, Does.Contain("TriageOrder"));
    }

    [Test]
    public async Task Its_neighbours_are_unharmed()
    {
        Assert.That(await IsTriaged(await Submit()), Is.True);
    }

    [Test]
    public async Task Sent_again_it_is_handled_when_it_can_be_and_once()
    {
        await WriteDown();

        Assert.That(await Post("replay"), Is.EqualTo(HttpStatusCode.NoContent));
        await service.Quiet();

        Assert.That(await List(), Is.Empty);
        Assert.That(await Triaged(Missing), Is.True);
        Assert.That(await service.Db(db => db.Set<HistoryRow>().CountAsync(row => row.Order == Missing && row.By == Domain.Actor.Engine("triage"))), Is.EqualTo(1));
    }

    [Test]
    public async Task Sent_again_too_early_it_is_back_and_says_how_often_it_failed()
    {
        await Post("replay");
        await service.Quiet();

        Assert.That((await List()).Single().Times, Is.EqualTo(2));
    }

    [Test]
    public async Task Discarded_it_is_gone_for_good()
    {
        var id = (await List()).Single().Id;
        Assert.That(await Post("discard"), Is.EqualTo(HttpStatusCode.NoContent));
        await WriteDown();
        await Restart();
        await service.Quiet();

        Assert.That(await List(), Is.Empty);
        Assert.That(await Triaged(Missing), Is.False);
        Assert.That((await Send(HttpMethod.Post, $"/api/v1/errors/{id}/replay")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_restart_neither_loses_it_nor_tries_it_again()
    {
        await Restart();
        Assert.That(await IsTriaged(await Submit()), Is.True);

        Assert.That((await List()).Single().Times, Is.EqualTo(1));
        Assert.That(service.Faults, Is.Zero);
    }

    [TestCase("Farmer:13804780001", HttpStatusCode.Forbidden)]
    [TestCase("Clerk:wang", HttpStatusCode.Forbidden)]
    [TestCase("Desk:li", HttpStatusCode.OK)]
    public async Task Only_who_runs_the_service_looks(string actor, HttpStatusCode expected) =>
        Assert.That((await Send(HttpMethod.Get, "/api/v1/errors", actor)).StatusCode, Is.EqualTo(expected));

    [TestCase("NoSuchContract", "{}")]
    [TestCase("OrderSubmitted", "garbage")]
    [TestCase("OrderSubmitted", "null")]
    [TestCase("OrderSubmitted", "{}")]
    public async Task A_row_of_the_outbox_that_cannot_be_read_holds_nobody_up(string type, string body)
    {
        await service.Save(new OutboxRow { MessageId = Guid.CreateVersion7(), Type = type, Body = body, At = Service.Monday });
        Assert.That(await IsTriaged(await Submit()), Is.True);

        var failed = (await List()).Single(message => message.Queue == "outbox");
        Assert.That((failed.Type, failed.Times), Is.EqualTo((type, 1)));
        await Restart();
        Assert.That((await List()).Single(message => message.Queue == "outbox").Times, Is.EqualTo(1));
        Assert.That((await Send(HttpMethod.Post, $"/api/v1/errors/{failed.Id}/discard")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await List()).Select(message => message.Queue), Is.EqualTo(new[] { "triage-order" }));
    }

    private async Task Start() => service = await Service.StartAsync(settings => settings.Database = $"sqlite:{folder.FullName}/dispatch.db");

    private async Task Restart()
    {
        await service.DisposeAsync();
        await Start();
    }

    private Task WriteDown() => service.Save(new Order(Missing, TrackingNumber.For(Missing), Service.Monday) { Difficulty = "葵花打蔫", FarmerName = "李秀英", FarmerPhone = "13804780001" });

    private async Task<OrderId> Submit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(new { farmerName = "李秀英", farmerPhone = "13804780001", difficulty = "葵花有蚜虫", village = "富强村" }) };
        request.Headers.Add("Dispatch-Actor", "Clerk:wang");
        using var answer = await service.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var taken = await answer.Content.ReadFromJsonAsync<OrderTaken>();
        return new OrderId(taken!.Id);
    }

    /// <summary>After a restart the traffic does not count what an earlier life wrote, so the order itself is watched.</summary>
    private async Task<bool> IsTriaged(OrderId id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await Triaged(id)) await tick.WaitForNextTickAsync(limit.Token);
        return true;
    }

    private Task<bool> Triaged(OrderId id) => service.Db(db => db.Set<Order>().AnyAsync(order => order.Id == id && order.State != State.Submitted));

    private async Task<HttpStatusCode> Post(string act) => (await Send(HttpMethod.Post, $"/api/v1/errors/{(await List()).Single().Id}/{act}")).StatusCode;

    private async Task<FailedMessage[]> List() => (await (await Send(HttpMethod.Get, "/api/v1/errors")).Content.ReadFromJsonAsync<FailedMessage[]>())!;

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string actor = "Administrator:chen")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Dispatch-Actor", actor);
        return await service.Http.SendAsync(request);
    }
}
