using System.Globalization;

namespace Dispatch.SystemTests;

/// <summary>A RabbitMQ cluster of three nodes on this machine that is a fixture's own, so that it may kill them.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private const string Script = "rabbitmq-cluster.sh";
    private readonly string folder = Directory.CreateTempSubdirectory("dispatch-cluster-").FullName;

    private Cluster()
    {
    }

    /// <summary>The address of all nodes, as the setting <c>Dispatch:Bus</c> takes it.</summary>
    public string Bus { get; private set; } = "";

    /// <summary>Those of its nodes, in turn.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <summary>Returns when every node takes connections.</summary>
    public static async Task<Cluster> StartAsync()
    {
        var cluster = new Cluster();
        cluster.Bus = (await Broker.ControlAsync(Script, "start", cluster.folder)).Trim();
        var hosts = cluster.Bus[(cluster.Bus.IndexOf('@', StringComparison.Ordinal) + 1)..].TrimEnd('/');
        cluster.Ports = [.. hosts.Split(',').Select(node => int.Parse(node[(node.IndexOf(':', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture))];
        return cluster;
    }

    public Task AddHostAsync(string name) => Broker.ControlAsync(Script, "vhost-add", folder, name);

    /// <summary>Returns when this node takes connections again, on its port and with its messages.</summary>
    public Task StartAsync(int node) => Broker.ControlAsync(Script, "start", folder, Number(node));

    /// <summary><c>kill -9</c>; returns when the node is gone.</summary>
    public Task KillAsync(int node) => Broker.ControlAsync(Script, "kill", folder, Number(node));

    /// <summary>The node that leads this queue; waits until there is one.</summary>
    public async Task<int> LeaderOf(string queue, string host = "/") => int.Parse(await Broker.ControlAsync(Script, "leader", folder, queue, host), CultureInfo.InvariantCulture);

    /// <summary>Returns when every quorum queue declared so far would survive the kill of a node on that node too.</summary>
    public Task SettleAsync() => Broker.ControlAsync(Script, "settle", folder);

    public async ValueTask DisposeAsync()
    {
        await Broker.ControlAsync(Script, "stop", folder);
        Directory.Delete(folder, recursive: true);
    }

    private static string Number(int node) => node.ToString(CultureInfo.InvariantCulture);
}
