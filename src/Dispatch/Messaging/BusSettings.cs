using System.Net.Security;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Messaging;

/// <summary>Which transport carries the messages.</summary>
/// <param name="Nodes">An amqp:// or amqps:// address of each node of the broker, of which any will do; none for the embedded transport.</param>
/// <param name="Poll">How long the relay waits for news before it looks by itself.</param>
/// <param name="Prefix">Before the names of queues and exchanges; empty for none.</param>
/// <param name="Afresh">Whether the queues are emptied at the start.</param>
/// <param name="Role">What of the bus is this process's.</param>
public sealed partial record BusSettings(IReadOnlyList<Uri> Nodes, TimeSpan Poll, string Prefix = "", bool Afresh = false, ProcessRole Role = ProcessRole.All)
{
    /// <summary>After three times as long at most a node that went without a word is missed, and another one tried.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>A node that has not let anybody in after so long does not.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    /// <summary>How long all of the stop may take.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long at the stop consumers may go on; the rest is for giving back what they have not done then.</summary>
    public TimeSpan ConsumersStopWithin => StopWithin * 0.8;

    public bool Embedded => Nodes.Count == 0;

    /// <exception cref="BadSetting">Neither empty, "memory" nor an amqp address.</exception>
    public static BusSettings Parse(string? bus) => new(bus is null or "" or "memory" ? [] : NodesOf(bus), TimeSpan.FromSeconds(1));

    internal static BusSettings Of(Settings settings) => Parse(settings.Bus) with { Prefix = settings.QueuePrefix, Afresh = settings.QueuesAfresh, Role = settings.Role, StopWithin = settings.StopWithin };

    /// <summary>In any order, so that processes spread over the nodes. Over amqps each has to prove that it is the host that was named.</summary>
    internal IEndpointResolver Endpoints() => new DefaultEndpointResolver(Nodes.Select(node => new AmqpTcpEndpoint(
        node.IdnHost,
        node.Port,
        new SslOption(node.IdnHost, enabled: node.Scheme == "amqps") { AcceptablePolicyErrors = SslPolicyErrors.None, Version = default })));

    /// <summary>
    /// A connection that is not the bus's, to whichever node gives one within some seconds. A node may listen before it has its virtual
    /// host, and tells who opens a channel.
    /// </summary>
    /// <exception cref="BrokerUnreachableException">None does; why the last one does not, or the last that has answered.</exception>
    internal async Task<IConnection> ConnectAsync(CancellationToken stop)
    {
        var factory = new ConnectionFactory { Uri = Nodes[0], RequestedHeartbeat = Heartbeat, AutomaticRecoveryEnabled = false };
        BrokerUnreachableException? refused = null;
        var left = new Queue<AmqpTcpEndpoint>(Endpoints().All());
        while (true)
        {
            IConnection? connection = null;
            using var answer = CancellationTokenSource.CreateLinkedTokenSource(stop);
            answer.CancelAfter(Answer);
            try
            {
                connection = await factory.CreateConnectionAsync([left.Dequeue()], null, answer.Token);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: answer.Token);
                return connection;
            }
            catch (Exception failure)
            {
                if (connection is not null) await connection.DisposeAsync();
                if (failure is not (RabbitMQClientException or IOException or TimeoutException) && !answer.IsCancellationRequested) throw;
                stop.ThrowIfCancellationRequested();
                var unreachable = failure as BrokerUnreachableException ?? new BrokerUnreachableException(failure);
                if (WayToBroker.IsRefusal(failure)) refused = unreachable;
                if (left.Count == 0) throw refused ?? unreachable;
            }
        }
    }

    private static Uri[] NodesOf(string bus)
    {
        var parts = Address().Match(bus);
        var hosts = parts.Groups["hosts"].Value.Split(',');
        var nodes = hosts.Select(host => Uri.TryCreate($"{parts.Groups["before"]}{host}{parts.Groups["after"]}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri : null).OfType<Uri>().ToArray();
        return parts.Success && nodes.Length == hosts.Length ? nodes : throw new BadSetting($"Dispatch:Bus is '{Password().Replace(bus, "//…@")}'; expected memory, or amqp://user:password@host:port/vhost, or amqps:// for TLS; of a cluster host:port,host:port.");
    }

    /// <summary>A comma in a password is written as %2C, as an @ is as %40.</summary>
    [GeneratedRegex(@"^(?<before>amqps?://([^@/]*@)?)(?<hosts>[^@/?#]+)(?<after>/[^/?#]*)?$")]
    private static partial Regex Address();

    /// <summary>Is not to be shown.</summary>
    [GeneratedRegex("//.*@")]
    private static partial Regex Password();
}
