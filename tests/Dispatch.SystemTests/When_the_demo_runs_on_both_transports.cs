using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.SystemTests;

/// <summary>What the month comes to must depend on its seed only.</summary>
public sealed class When_the_demo_runs_on_both_transports
{
    private const string Orders = "300";
    private const string Queue = "demo-triage-order";
    private const string Stale = """
        { "messageId": "01980000-0000-7000-8000-000000000001", "messageType": ["urn:message:Dispatch.Contracts:OrderSubmitted"], "message": { "orderId": "01980000-0000-7000-8000-000000000002" } }
        """;

    private DirectoryInfo folder = null!;
    private VirtualHost host = null!;

    [OneTimeSetUp]
    public async Task The_same_month_passes_on_both_and_once_more()
    {
        folder = Directory.CreateTempSubdirectory("dispatch-demo-");
        host = await (await Broker.Running()).NewHostAsync();
        await LeaveBehind();
        await Task.WhenAll(Demo("memory", "memory"), Demo("rabbit", host.Uri.ToString()), Demo("again", "memory"));
    }

    /// <summary>An earlier demonstration was aborted and left a message about an order that nobody knows any more. Seen red without emptying the queues.</summary>
    private async Task LeaveBehind()
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 });
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, Encoding.UTF8.GetBytes(Stale));
    }

    [Test]
    public async Task What_an_aborted_demonstration_left_on_the_broker_disturbs_nobody()
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        Assert.That((await channel.QueueDeclarePassiveAsync(Queue)).MessageCount, Is.Zero);
        Assert.That(async () => await channel.QueueDeclarePassiveAsync(Queue + "_error"), Throws.InstanceOf<OperationInterruptedException>(), "nothing has failed, so there is no error queue");
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [TestCase("memory")]
    [TestCase("rabbit")]
    public void Every_promise_holds(string transport)
    {
        var result = Result(transport);
        Assert.That(result.GetProperty("doctor").GetProperty("ok").GetBoolean(), Is.True, result.GetProperty("doctor").ToString());
        Assert.That(result.GetProperty("orders").GetInt32(), Is.EqualTo(300));
        Assert.That(result.GetProperty("ledger").GetProperty("problemsSolved").GetInt32(), Is.EqualTo(result.GetProperty("solved").GetInt32()).And.GreaterThan(120));
    }

    [TestCase("SELECT Sequence, Hash FROM ledger ORDER BY 1", TestName = "The_chain_of_hashes_is_the_same")]
    [TestCase("SELECT Kind, hex(Source), Occasion, Quantity, People, HappenedAt FROM ledger ORDER BY 1, 2, 3", TestName = "The_ledger_is_the_same")]
    [TestCase("SELECT Tracking, State, Outcome, Closings, Version FROM orders ORDER BY 1", TestName = "Every_order_ends_the_same")]
    [TestCase("SELECT hex(\"Order\"), Version, At, \"By\", Fact, \"To\", hex(Expert) FROM order_history ORDER BY 1, 2", TestName = "Every_step_of_every_order_is_the_same")]
    public void The_same(string question)
    {
        var memory = Inspection.Ask(Database("memory"), question);
        Assert.That(memory, Is.Not.Empty);
        Assert.That(Inspection.Ask(Database("rabbit"), question), Is.EqualTo(memory));
        Assert.That(Inspection.Ask(Database("again"), question), Is.EqualTo(memory));
    }

    private string Database(string name) => Path.Combine(folder.FullName, $"{name}.db");

    private JsonElement Result(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, $"{name}.json"))).RootElement;

    private async Task Demo(string name, string bus)
    {
        var settings = new Dictionary<string, string> { ["Dispatch__Database"] = $"sqlite:{Database(name)}", ["Dispatch__Bus"] = bus };
        var demo = await ServiceProcess.RunAsync(settings, "demo", "--orders", Orders, "--seed", "7", "--exit", "--json", Path.Combine(folder.FullName, $"{name}.json"));
        Assert.That(demo.ExitCode, Is.Zero, demo.Output + demo.Errors);
    }
}
