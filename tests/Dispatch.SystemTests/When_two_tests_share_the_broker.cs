using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.SystemTests;

public sealed class When_two_tests_share_the_broker
{
    private VirtualHost mine = null!;
    private VirtualHost other = null!;

    [SetUp]
    public async Task Each_has_its_own_host()
    {
        var broker = await Broker.Running();
        mine = await broker.NewHostAsync();
        other = await broker.NewHostAsync();
        await using var connection = await Connect(mine);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false);
    }

    [TearDown]
    public async Task Remove()
    {
        await mine.DisposeAsync();
        await other.DisposeAsync();
    }

    [Test]
    public async Task Neither_sees_the_queues_of_the_other()
    {
        await using var connection = await Connect(other);
        await using var channel = await connection.CreateChannelAsync();
        Assert.That(async () => await channel.QueueDeclarePassiveAsync("orders"),
            Throws.InstanceOf<OperationInterruptedException>().With.Message.Contains("no queue 'orders'"));
    }

    private static Task<IConnection> Connect(VirtualHost host) =>
        new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
}
