using RabbitMQ.Client;

namespace Dispatch.SystemTests.Faults;

/// <summary>
/// A way round the broker's own: what an exchange gives to a queue goes to one of ours too, or instead, and is put into the
/// queue from there later, the youngest first, as it is and under its own message id.
/// </summary>
internal sealed class Detour : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly IReadOnlyList<string> queues;

    /// <summary>By queue, the exchanges from which it is parted meanwhile.</summary>
    private readonly ILookup<string, string> parted;

    private Detour(IConnection connection, IChannel channel, IReadOnlyList<string> queues, ILookup<string, string> parted) =>
        (this.connection, this.channel, this.queues, this.parted) = (connection, channel, queues, parted);

    /// <param name="fleet">Whose broker.</param>
    /// <param name="instead">Whether the queues get nothing meanwhile.</param>
    public static async Task<Detour> Open(Fleet fleet, bool instead)
    {
        var connection = await Queues.Connect(fleet);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var queues = await Queues.Of(connection, fleet);
        var detour = new Detour(connection, channel, queues, (instead ? queues.SelectMany(queue => Queues.Sources(queue, fleet), (queue, exchange) => (queue, exchange)) : []).ToLookup(pair => pair.queue, pair => pair.exchange));
        foreach (var queue in queues) await detour.Begin(queue);
        return detour;
    }

    /// <summary>Puts back what was held.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> Close()
    {
        var messages = 0;
        foreach (var queue in queues) messages += await End(queue);
        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static string Beside(string queue) => $"{queue}-detour";

    /// <summary>The other way is open before the own one is closed: in between a message takes both.</summary>
    private async Task Begin(string queue)
    {
        await channel.QueueDeclareAsync(Beside(queue), durable: false, exclusive: true, autoDelete: true);
        await channel.QueueBindAsync(Beside(queue), queue, "");
        foreach (var exchange in parted[queue]) await channel.QueueUnbindAsync(queue, exchange, "");
    }

    private async Task<int> End(string queue)
    {
        foreach (var exchange in parted[queue]) await channel.QueueBindAsync(queue, exchange, "");
        await channel.QueueUnbindAsync(Beside(queue), queue, "");
        var held = new Stack<BasicGetResult>();
        while (await channel.BasicGetAsync(Beside(queue), autoAck: true) is { } message) held.Push(message);
        foreach (var message in held)
            await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties(message.BasicProperties), message.Body);
        return held.Count;
    }
}
