using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>RabbitMQ by its own client: fanout exchanges, quorum queues, messages that are kept on the disk, publishing with confirms, an acknowledgement each.</summary>
internal sealed class FloorBus : IAsyncDisposable
{
    /// <summary>As many as MassTransit takes where nothing is said, on machines of few cores.</summary>
    private const ushort AtOnce = 16;
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private static readonly CreateChannelOptions Consumed = new(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: AtOnce);
    private readonly IConnection connection;
    private readonly IChannel publishing;
    private readonly string prefix;
    private readonly List<IChannel> consuming = [];

    private FloorBus(IConnection connection, IChannel publishing, string prefix) => (this.connection, this.publishing, this.prefix) = (connection, publishing, prefix);

    /// <param name="bus">The broker.</param>
    /// <param name="prefix">Before the names of queues and exchanges.</param>
    public static async Task<FloorBus> Connect(Uri bus, string prefix)
    {
        var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        var floor = new FloorBus(connection, await connection.CreateChannelAsync(Confirmed), prefix);
        foreach (var contract in Announcements.Contracts) await floor.publishing.ExchangeDeclareAsync(Announcements.Exchange(prefix, contract), ExchangeType.Fanout, durable: true);
        return floor;
    }

    /// <summary>Returns when the broker has confirmed it.</summary>
    public async Task Publish(string contract, Guid id, ReadOnlyMemory<byte> body) =>
        await publishing.BasicPublishAsync(Announcements.Exchange(prefix, contract), "", mandatory: false, new BasicProperties { MessageId = $"{id}", Persistent = true, ContentType = "application/vnd.masstransit+json" }, body);

    /// <summary>Handles each message of a contract, acknowledged when it is done.</summary>
    public async Task Consume(string queue, string contract, Func<Guid, ReadOnlyMemory<byte>, Task> handle)
    {
        var channel = await connection.CreateChannelAsync(Consumed);
        consuming.Add(channel);
        await channel.BasicQosAsync(0, AtOnce, global: false);
        await channel.QueueDeclareAsync($"{prefix}-{queue}", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync($"{prefix}-{queue}", Announcements.Exchange(prefix, contract), "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            try
            {
                await handle(Guid.Parse(message.BasicProperties.MessageId!), message.Body);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // It stays unhandled, and the run says how many do.
                Console.Error.WriteLine($"{queue}: {failure.Message}");
            }
        };
        await channel.BasicConsumeAsync($"{prefix}-{queue}", autoAck: false, consumer);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in consuming) await channel.DisposeAsync();
        await publishing.DisposeAsync();
        await connection.DisposeAsync();
    }
}
