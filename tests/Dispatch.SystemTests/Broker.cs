using System.Diagnostics;
using System.Text;

namespace Dispatch.SystemTests;

/// <summary>
/// A RabbitMQ node that is the tests' own, so that they may kill it. <c>deploy/test.sh</c> brings one and names its
/// folder in <c>DISPATCH_TEST_BROKER</c>; without that the test run starts one itself and stops it at its end.
/// </summary>
public sealed class Broker : IAsyncDisposable
{
    private static readonly Lazy<Broker> Shared = new(() => new Broker(Environment.GetEnvironmentVariable("DISPATCH_TEST_BROKER")));

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly bool borrowed;
    private readonly string folder;
    private int hosts;

    private Broker(string? given)
    {
        borrowed = !string.IsNullOrEmpty(given);
        folder = borrowed ? given! : Directory.CreateTempSubdirectory("dispatch-broker-").FullName;
    }

    /// <summary>The node's address, with the default virtual host.</summary>
    public Uri Uri { get; private set; } = new("amqp://127.0.0.1");

    /// <summary>The node that all share, each with a virtual host of its own; nobody stops it.</summary>
    public static Task<Broker> Running() => Started(Shared.Value);

    /// <summary>A node for one fixture, which may stop and kill it while the others work on theirs.</summary>
    public static Task<Broker> OwnAsync() => Started(new Broker(given: null));

    /// <summary>Returns when the node takes connections, on the same port and with the same messages as before.</summary>
    public async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            Uri = new Uri((await Control("start")).Trim());
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>An orderly end; returns when the node is gone.</summary>
    public Task StopAsync() => Control("stop");

    /// <summary><c>kill -9</c>; returns when the node is gone.</summary>
    public Task KillAsync() => Control("kill");

    /// <summary>
    /// Returns when every quorum queue declared so far would survive a kill. RabbitMQ itself notes them on disk only
    /// seconds later (Ra's <c>names.dets</c>), and a queue killed before that has no leader any more.
    /// </summary>
    public Task SettleAsync() => Control("settle");

    /// <summary>Stops the node and removes its folder; one that was lent goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!borrowed)
        {
            if (File.Exists(Path.Combine(folder, "ports"))) await StopAsync();
            Directory.Delete(folder, recursive: true);
        }
        starting.Dispose();
    }

    /// <summary>What it warns of.</summary>
    public async Task<string> Log()
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "log"), "*.log"))
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            all.Append(await reader.ReadToEndAsync());
        }
        return all.ToString();
    }

    /// <summary>A fresh, empty part of the broker, with queues of its own.</summary>
    public async Task<VirtualHost> NewHostAsync()
    {
        var name = $"test-{Environment.ProcessId}-{Stopwatch.GetTimestamp():x}-{Interlocked.Increment(ref hosts)}";
        await Control("vhost-add", name);
        return new VirtualHost(this, name);
    }

    internal Task RemoveAsync(VirtualHost host) => Control("vhost-delete", host.Name);

    internal Task AddUserAsync(VirtualHost host) => Control("user-add", host.Name);

    internal Task RemoveUserAsync(VirtualHost host) => Control("user-delete", host.Name);

    internal static ValueTask StopWhatWasStartedAsync() => Shared.IsValueCreated ? Shared.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static async Task<Broker> Started(Broker broker)
    {
        await broker.StartAsync();
        return broker;
    }

    private Task<string> Control(string verb, params string[] more) => ControlAsync("rabbitmq-private.sh", verb, folder, more);

    internal static async Task<string> ControlAsync(string script, string verb, string folder, params string[] more)
    {
        string[] arguments = [Path.Combine(Checkout.Root, "deploy", script), verb, folder, .. more];
        var command = await Command.RunAsync(new ProcessStartInfo("bash", arguments));
        return command.ExitCode == 0
            ? command.Output
            : throw new InvalidOperationException(
                $"This test needs RabbitMQ, and '{verb}' failed ({command.ExitCode}). `bash deploy/test.sh` installs it.\n{command.Errors}");
    }
}
