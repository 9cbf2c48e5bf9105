using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Dispatch.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>Hears, by a queue of its own on the broker, what is announced on the way of an order, and when.</summary>
internal sealed class Announcements : IAsyncDisposable
{
    /// <summary>On the way from submitted to offered.</summary>
    public static readonly string[] Contracts = [nameof(OrderSubmitted), nameof(OrderWaiting), nameof(OfferMade)];

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<long>> offers = [];
    private readonly ConcurrentDictionary<string, byte[]> firstOf = [];
    private readonly IConnection connection;
    private readonly IChannel channel;

    private Announcements(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    /// <summary>How MassTransit calls a contract's exchange, with the prefix that is set.</summary>
    public static string Exchange(string prefix, string contract) => $"{prefix}-{typeof(OfferMade).Namespace}:{contract}";

    /// <param name="bus">The broker.</param>
    /// <param name="prefix">Before the names of exchanges.</param>
    public static async Task<Announcements> Listen(Uri bus, string prefix)
    {
        var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var all = new Announcements(connection, channel);
        foreach (var contract in Contracts) await all.Hear(prefix, contract);
        return all;
    }

    /// <summary>When the first offer of the order was announced, as a timestamp of the stopwatch.</summary>
    public Task<long> OfferOf(Guid order) => Awaited(order).Task;

    /// <summary>A message as it was sent.</summary>
    public byte[] FirstOf(string contract) => firstOf[contract];

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task Hear(string prefix, string contract)
    {
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        // As MassTransit declares it: the service may not have come to that yet.
        await channel.ExchangeDeclareAsync(Exchange(prefix, contract), ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(queue, Exchange(prefix, contract), "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => Note(contract, message.Body, Stopwatch.GetTimestamp());
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    private Task Note(string contract, ReadOnlyMemory<byte> body, long at)
    {
        firstOf.TryAdd(contract, body.ToArray());
        if (contract == nameof(OfferMade)) Awaited(Envelope.OrderOf(body)).TrySetResult(at);
        return Task.CompletedTask;
    }

    private TaskCompletionSource<long> Awaited(Guid order) => offers.GetOrAdd(order, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>MassTransit's own frame around a message.</summary>
internal static class Envelope
{
    public static Guid OrderOf(ReadOnlyMemory<byte> body) => Of(body, "orderId");

    public static Guid Of(ReadOnlyMemory<byte> body, string field)
    {
        using var read = JsonDocument.Parse(body);
        return read.RootElement.GetProperty("message").GetProperty(field).GetGuid();
    }
}
