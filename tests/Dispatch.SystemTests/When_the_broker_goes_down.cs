using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Dispatch.SystemTests;

/// <summary>Seen red with a transient queue in place of the quorum queue, and with the kill before <c>SettleAsync</c>.</summary>
public sealed class When_the_broker_goes_down
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);

    private Broker broker = null!;
    private VirtualHost host = null!;

    [OneTimeSetUp]
    public async Task Start() => broker = await Broker.OwnAsync();

    [OneTimeTearDown]
    public async Task Stop() => await broker.DisposeAsync();

    [SetUp]
    public async Task A_confirmed_message_is_in_a_quorum_queue()
    {
        host = await broker.NewHostAsync();
        await DeclareAsync();
        await broker.SettleAsync();
        await PublishAsync("wheat rust in Ganzhao");
    }

    [TearDown]
    public async Task Remove() => await host.DisposeAsync();

    [Test]
    public async Task A_message_confirmed_by_the_broker_survives_its_kill_minus_nine_and_is_at_the_same_address()
    {
        var before = broker.Uri;
        await broker.KillAsync();
        await broker.StartAsync();
        Assert.That(broker.Uri, Is.EqualTo(before));
        Assert.That(await ReceiveAsync(), Is.EqualTo("wheat rust in Ganzhao"));
    }

    [Test]
    public async Task A_message_confirmed_by_the_broker_survives_its_orderly_stop()
    {
        await broker.StopAsync();
        await broker.StartAsync();
        Assert.That(await ReceiveAsync(), Is.EqualTo("wheat rust in Ganzhao"));
    }

    private async Task DeclareAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
    }

    private async Task PublishAsync(string text)
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync("", "orders", mandatory: true, Encoding.UTF8.GetBytes(text));
    }

    private async Task<string> ReceiveAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            received.TrySetResult(Encoding.UTF8.GetString(delivery.Body.Span));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync("orders", autoAck: true, consumer);
        return await received.Task.WaitAsync(Ceiling);
    }
}
