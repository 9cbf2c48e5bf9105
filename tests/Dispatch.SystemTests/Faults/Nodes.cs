namespace Dispatch.SystemTests.Faults;

/// <summary>The broker of a run: its nodes, which may be killed, and a virtual host on them.</summary>
public abstract class Nodes : IAsyncDisposable
{
    private const string Login = "guest:guest";

    public abstract IReadOnlyList<int> Ports { get; }

    public abstract string Host { get; }

    /// <summary>The address with nothing in between.</summary>
    public string Direct => Through(Ports);

    public static async Task<Nodes> StartAsync(int nodes) => nodes == 1 ? await OneNode.StartAsync() : await ThreeNodes.StartAsync();

    /// <summary>The address of all nodes, by other ports.</summary>
    public string Through(IEnumerable<int> ports) => $"amqp://{Login}@{string.Join(',', ports.Select(port => $"127.0.0.1:{port}"))}/{Host}";

    /// <summary>Every queue that there is would survive a kill.</summary>
    public abstract Task SettleAsync();

    /// <summary>What can be killed, by name; each kill returns how it is started again.</summary>
    public abstract IEnumerable<(string Name, Func<int, Task<Func<Task>>> Kill)> Kills { get; }

    public abstract ValueTask DisposeAsync();
}

/// <summary>A broker of one node: while it is dead nothing goes through.</summary>
public sealed class OneNode(Broker broker, VirtualHost host) : Nodes
{
    public override IReadOnlyList<int> Ports => [broker.Uri.Port];

    public override string Host => host.Name;

    public override IEnumerable<(string Name, Func<int, Task<Func<Task>>> Kill)> Kills => [("kill -9 of the broker", Kill)];

    public static async Task<Nodes> StartAsync()
    {
        var broker = await Broker.OwnAsync();
        return new OneNode(broker, await broker.NewHostAsync());
    }

    public override Task SettleAsync() => broker.SettleAsync();

    public override async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await broker.DisposeAsync();
    }

    private async Task<Func<Task>> Kill(int victim)
    {
        await broker.KillAsync();
        return broker.StartAsync;
    }
}

/// <summary>A cluster: while two nodes live everything goes on.</summary>
public sealed class ThreeNodes(Cluster cluster) : Nodes
{
    /// <summary>Matching's: one consumer at a time, who has to be chosen anew with the leader.</summary>
    private const string Led = "match-when-prompted";

    public override IReadOnlyList<int> Ports => cluster.Ports;

    public override string Host => "faults";

    public override IEnumerable<(string Name, Func<int, Task<Func<Task>>> Kill)> Kills =>
    [
        ("kill -9 of a broker node", victim => Kill(1 + (victim % Ports.Count))),
        ("kill -9 of the node that leads matching's queue", async _ => await Kill(await cluster.LeaderOf(Led, Host))),
    ];

    public static async Task<Nodes> StartAsync()
    {
        var cluster = await Cluster.StartAsync();
        var three = new ThreeNodes(cluster);
        await cluster.AddHostAsync(three.Host);
        return three;
    }

    public override Task SettleAsync() => cluster.SettleAsync();

    public override ValueTask DisposeAsync() => cluster.DisposeAsync();

    private async Task<Func<Task>> Kill(int node)
    {
        await cluster.KillAsync(node);
        return () => cluster.StartAsync(node);
    }
}
