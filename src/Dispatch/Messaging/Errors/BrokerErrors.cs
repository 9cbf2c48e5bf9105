using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Messaging.Errors;

/// <summary>
/// The failed messages that RabbitMQ keeps. MassTransit moves what a consumer failed on, or could not read, to
/// <c>QUEUE_error</c>, and what no consumer of the queue wants to <c>QUEUE_skipped</c>.
/// </summary>
internal sealed class BrokerErrors(DispatchDb db, BusSettings settings, Subscriptions subscriptions, MissingQueues missing, TimeProvider clock) : ErrorQueue
{
    private const int Most = 10_000;
    private const int NotFound = 404;
    private const int Locked = 405;

    private const string Replayed = "Dispatch-Replayed";

    /// <summary>Who looks through the error queues.</summary>
    private const string Visitor = "errors-visitor";
    private static readonly TimeSpan LongestVisit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Endings = ["_error", "_skipped"];
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    public override async Task<IReadOnlyList<FailedMessage>> List(CancellationToken stop)
    {
        var found = new List<FailedMessage>();
        await Visit((_, _, _, message) => Task.FromResult(Add(found, message)), stop);
        return found;
    }

    public override async Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stop)
    {
        var depths = new List<QueueDepth>();
        await Connected(
            async connection =>
            {
                foreach (var queue in subscriptions.Durable.Select(subscription => subscription.QueueWith(settings.Prefix)))
                {
                    var failed = 0L;
                    foreach (var name in Endings.Select(ending => queue + ending).Where(name => !missing.IsKnown(name)))
                        if (await Look(connection, name, stop) is { } there) failed += there;
                        else missing.Note(name);
                    depths.Add(new QueueDepth(queue, await Look(connection, queue, stop) ?? 0, failed));
                }
            },
            stop);
        return depths;
    }

    /// <summary>Back to its own queue first, then out of the error queue: dying in between leaves two, and the inbox makes that harmless.</summary>
    public override Task<int> Replay(Predicate<FailedMessage> meant, CancellationToken stop) => Visit(
        async (channel, subscription, got, message) =>
        {
            if (!meant(message)) return false;
            await channel.BasicPublishAsync("", subscription.QueueWith(settings.Prefix), mandatory: true, Again(got, message), got.Body, stop).AsTask().WaitAsync(Publishing.Confirmation, clock, stop);
            await channel.BasicAckAsync(got.DeliveryTag, multiple: false, stop);
            return true;
        },
        stop);

    /// <summary>Noted as handled first: what a lost broker is sent again from the outbox does not bring it back.</summary>
    public override Task<int> Discard(Predicate<FailedMessage> meant, CancellationToken stop) => Visit(
        async (channel, subscription, got, message) =>
        {
            if (!meant(message)) return false;
            if (subscription.Hearing == Hearing.Once && subscription.Hears(message.Type) && Guid.TryParse(got.BasicProperties.MessageId, out var id)) await NoteHandled(id, subscription.Consumer.Name, stop);
            await channel.BasicAckAsync(got.DeliveryTag, multiple: false, stop);
            return true;
        },
        stop);

    private Task<int> NoteHandled(Guid id, string consumer, CancellationToken stop) => db.Transact(
        async () =>
        {
            if (await db.Set<InboxRow>().AnyAsync(seen => seen.MessageId == id && seen.Consumer == consumer, stop)) return 0;
            db.Append(new InboxRow { MessageId = id, Consumer = consumer, At = clock.GetUtcNow() });
            return 1;
        },
        stop);

    /// <summary>Shows each failed message once; those that are not taken are back in their place when the visit is over.</summary>
    /// <returns>How many were taken.</returns>
    private async Task<int> Visit(Func<IChannel, Subscription, BasicGetResult, FailedMessage, Task<bool>> take, CancellationToken stop)
    {
        var taken = 0;
        await Connected(
            async connection =>
            {
                await Turn(connection, stop);
                foreach (var subscription in subscriptions.Durable)
                    foreach (var ending in Endings)
                        taken += await Visit(connection, subscription, ending, take, stop);
            },
            stop);
        return taken;
    }

    /// <exception cref="BrokerUnreachableException">There is no connection, or it broke, or the broker said nothing for too long; as it may of a queue most of whose nodes are away.</exception>
    private async Task Connected(Func<IConnection, Task> ask, CancellationToken stop)
    {
        try
        {
            await using var connection = await settings.ConnectAsync(stop);
            await ask(connection);
        }
        catch (Exception failure) when (IsWithoutWord(failure) && !Passing.IsPassing(failure) && !stop.IsCancellationRequested)
        {
            throw new BrokerUnreachableException(failure);
        }
    }

    /// <summary>What the broker refuses it has answered.</summary>
    private static bool IsWithoutWord(Exception failure) => failure switch
    {
        BrokerUnreachableException or PublishException => false,
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer, ReplyCode: not Constants.ConnectionForced } } => false,
        _ => Publishing.IsOfTransport(failure),
    };

    /// <summary>What one visitor has in hand another would not find. A queue of the visitor's own name stands for the turn, and goes with the connection.</summary>
    private async Task Turn(IConnection connection, CancellationToken stop)
    {
        var (name, since) = (settings.Prefix.Length == 0 ? Visitor : $"{settings.Prefix}-{Visitor}", clock.GetTimestamp());
        while (!await IsMine(connection, name, stop) && clock.GetElapsedTime(since) < LongestVisit) await Task.Delay(Pause, clock, stop);
    }

    private static async Task<bool> IsMine(IConnection connection, string name, CancellationToken stop)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        try
        {
            return await channel.QueueDeclareAsync(name, durable: false, exclusive: true, autoDelete: false, cancellationToken: stop) is not null;
        }
        catch (OperationInterruptedException taken) when (taken.ShutdownReason?.ReplyCode == Locked)
        {
            return false;
        }
    }

    private async Task<int> Visit(IConnection connection, Subscription subscription, string ending, Func<IChannel, Subscription, BasicGetResult, FailedMessage, Task<bool>> take, CancellationToken stop)
    {
        var (taken, queue) = (0, subscription.QueueWith(settings.Prefix));
        await using var channel = await connection.CreateChannelAsync(Confirmed, stop);
        for (var left = Math.Min(Most, await Look(channel, queue + ending, stop) ?? 0); left > 0; left--)
        {
            if (await channel.BasicGetAsync(queue + ending, autoAck: false, stop) is not { } got) break;
            if (await take(channel, subscription, got, Read(queue, got))) taken++;
        }
        if (channel.IsOpen) await channel.BasicNackAsync(deliveryTag: 0, multiple: true, requeue: true, stop);
        return taken;
    }

    /// <summary>By a channel of its own: asking for a queue that is not there, as an error queue is before its first message, ends the channel.</summary>
    /// <returns>How many messages wait; null where there is no such queue.</returns>
    private static async Task<uint?> Look(IConnection connection, string queue, CancellationToken stop)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        return await Look(channel, queue, stop);
    }

    private static async Task<uint?> Look(IChannel channel, string queue, CancellationToken stop)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, stop)).MessageCount;
        }
        catch (OperationInterruptedException none) when (none.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
    }

    private static bool Add(List<FailedMessage> found, FailedMessage message)
    {
        found.Add(message);
        return false;
    }

    private static FailedMessage Read(string queue, BasicGetResult got)
    {
        var body = Encoding.UTF8.GetString(got.Body.Span);
        string? Said(string header) => got.BasicProperties.Headers?.TryGetValue(header, out var value) == true ? Text(value) : null;
        var id = got.BasicProperties.MessageId ?? Convert.ToHexString(SHA256.HashData(got.Body.Span))[..16].ToLowerInvariant();
        return new FailedMessage(
            $"{queue}.{id}", queue, TypeIn(body) ?? got.BasicProperties.ContentType ?? "?",
            DateTimeOffset.TryParse(Said("MT-Fault-Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            Said("MT-Fault-Message") ?? Said("MT-Reason") ?? "?",
            1 + (int.TryParse(Said(Replayed), CultureInfo.InvariantCulture, out var replayed) ? replayed : 0),
            body, Said("MT-Fault-StackTrace"));
    }

    /// <summary>From MassTransit's envelope: "urn:message:Dispatch.Contracts:OrderSubmitted".</summary>
    private static string? TypeIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("messageType")[0].GetString()?.Split(':')[^1];
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static BasicProperties Again(BasicGetResult got, FailedMessage message)
    {
        var headers = (got.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .Where(header => !header.Key.StartsWith("MT-Fault-", StringComparison.Ordinal) && header.Key != "MT-Reason")
            .ToDictionary(header => header.Key, header => header.Value);
        headers[Replayed] = message.Times.ToString(CultureInfo.InvariantCulture);
        return new BasicProperties(got.BasicProperties) { Headers = headers, Persistent = true };
    }

    private static string? Text(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
