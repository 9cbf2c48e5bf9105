using Dispatch.SystemTests.Faults;
using RabbitMQ.Client;

namespace Dispatch.SystemTests;

/// <summary>
/// Several ask the broker at once, and all connections are reset before the first is answered. Who waits for whom in its client is
/// forgotten then, and would wait for ever.
/// </summary>
public sealed class When_the_way_to_the_broker_breaks_at_a_word
{
    private const int Times = 1, AtOnce = 12;

    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);
    private VirtualHost host = null!;
    private ServiceProcess service = null!;
    private Proxy way = null!;
    private byte[]? word;
    private int broken;

    [SetUp]
    public async Task Start()
    {
        var broker = await Broker.Running();
        host = await broker.NewHostAsync();
        (broken, word) = (0, null);
        way = new Proxy(broker.Uri.Port) { BreaksAt = said => word is { } last && said.Span.IndexOf(last) >= 0 && Interlocked.Increment(ref broken) <= Times };
        service = await SmallWorld.Service(new UriBuilder(host.Uri) { Port = way.Port }.Uri);
    }

    [TearDown]
    public async Task End()
    {
        await service.DisposeAsync();
        await way.DisposeAsync();
        await host.DisposeAsync();
    }

    /// <summary>Seen red where they are not asked for in turn.</summary>
    [Test]
    public async Task Every_queue_has_its_consumer_in_the_end()
    {
        word = Amqp.ExchangeDeclare;
        await service.StartAsync();
        await EverybodyListens();
        Assert.That(broken, Is.GreaterThan(Times));
    }

    /// <summary>Seen red where what could not be published is taken for confirmed.</summary>
    [Test]
    public async Task Every_message_arrives_in_the_end()
    {
        await service.StartAsync();
        await EverybodyListens();
        var farmers = new Farmers(service, "broken", AtOnce);
        word = Amqp.BasicPublish;
        await Eventually.Holds("it breaks", () => Task.FromResult(broken > Times), Ceiling);
        farmers.Enough();
        await farmers.Lives.WaitAsync(Ceiling);
        await service.CameTo(farmers.All);
    }

    private async Task EverybodyListens()
    {
        await using var parts = new Parts(new Dictionary<string, string> { ["Dispatch__Bus"] = $"{host.Uri}" });
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        foreach (var queue in parts.Subscriptions.Durable.Select(subscription => subscription.QueueWith("")))
            await Eventually.Holds($"{queue} has a consumer", async () => (await Queues.Look(connection, queue))?.ConsumerCount > 0, Ceiling);
    }
}
