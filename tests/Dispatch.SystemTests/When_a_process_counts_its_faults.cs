using System.Text;
using Dispatch.Contracts;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Web.Serving;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Dispatch.SystemTests;

public sealed class When_a_process_counts_its_faults
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);
    private DirectoryInfo folder = null!;
    private Broker broker = null!;
    private VirtualHost host = null!;
    private WebApplication app = null!;

    [SetUp]
    public async Task Serve_in_this_process()
    {
        folder = Directory.CreateTempSubdirectory("dispatch-faults-");
        broker = await Broker.Running();
        host = await broker.NewHostAsync();
        app = await ServiceHost.StartAsync(["--urls=http://127.0.0.1:0", $"--Dispatch:Database=sqlite:{folder.FullName}/dispatch.db", $"--Dispatch:Bus={host.Uri}", "--Logging:LogLevel:Default=None"], CancellationToken.None);
    }

    [TearDown]
    public async Task Remove()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task What_cannot_be_read_is_one_fault()
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await Eventually.Holds("the garbage has found its queue", () => Published(connection), Ceiling);
        var traffic = app.Services.GetRequiredService<Traffic>();
        await Eventually.Holds("it is counted", () => Task.FromResult(traffic.Faults > 0), Ceiling);
        Assert.That((traffic.Faults, traffic.UnderWay), Is.EqualTo((1, 0)));
    }

    /// <summary>An older version heard a contract on this queue, and its binding has stayed.</summary>
    [Test]
    public async Task What_nobody_here_hears_any_more_is_neither_a_fault_nor_counted_as_handled()
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await Eventually.Holds("the queue is there", () => Published(connection), Ceiling);
        var exchange = app.Services.GetRequiredService<IBusControl>().Topology.Message<LedgerPosted>().EntityName;
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync("triage-order", exchange, "");
        var traffic = app.Services.GetRequiredService<Traffic>();
        await Eventually.Holds("the garbage is counted", () => Task.FromResult(traffic.Faults > 0), Ceiling);

        await app.Services.GetRequiredService<IBus>().Publish(new LedgerPosted { Sequence = 1, Kind = "LectureHeld", Quantity = 1 });
        await Eventually.Holds("it is put aside", async () => await Waiting(connection, "triage-order_skipped") == 1, Ceiling);
        Assert.That((traffic.Faults, traffic.UnderWay), Is.EqualTo((1, 0)));
    }

    /// <summary>The broker writes an error into its log for each that is looked for. Seen red with one that is looked for each time.</summary>
    [Test]
    public async Task An_error_queue_that_is_not_there_is_not_looked_for_again_at_once()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var errors = scope.ServiceProvider.GetRequiredService<ErrorQueues>();
        for (var times = 0; times < 3; times++) await errors.Depths(CancellationToken.None);

        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        Assert.That(await Waiting(connection, "the-end"), Is.Null);
        await Eventually.Holds("all is in its log", async () => (await broker.Log()).Contains(NoQueue("the-end"), StringComparison.Ordinal), Ceiling);
        Assert.That((await broker.Log()).Split(NoQueue("triage-order_error")), Has.Length.EqualTo(2));

        string NoQueue(string name) => $"no queue '{name}' in vhost '{host.Name}'";
    }

    /// <summary>How many messages a queue holds; null while there is no such queue.</summary>
    private static async Task<uint?> Waiting(IConnection connection, string queue)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync();
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return null;
        }
    }

    private static async Task<bool> Published(IConnection connection)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.BasicPublishAsync("", "triage-order", mandatory: true, Encoding.UTF8.GetBytes("garbage"));
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.PublishException)
        {
            return false;
        }
    }
}
