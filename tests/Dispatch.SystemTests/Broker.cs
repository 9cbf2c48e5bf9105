using System.Diagnostics;

namespace Dispatch.SystemTests;

/// <summary>
/// A RabbitMQ node that is the tests' own, so that they may kill it. <c>deploy/test.sh</c> brings one and names its
/// folder in <c>DISPATCH_TEST_BROKER</c>; without that the test run starts one itself and stops it at its end.
/// </summary>
public sealed class Broker : IDisposable
{
    private static readonly Lazy<Broker> Only = new(() => new Broker());

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly bool borrowed;
    private readonly string folder;
    private int hosts;

    private Broker()
    {
        var given = Environment.GetEnvironmentVariable("DISPATCH_TEST_BROKER");
        borrowed = !string.IsNullOrEmpty(given);
        folder = borrowed ? given! : Directory.CreateTempSubdirectory("dispatch-broker-").FullName;
    }

    /// <summary>The node's address, with the default virtual host.</summary>
    public Uri Uri { get; private set; } = new("amqp://127.0.0.1");

    /// <summary>The node, started if it isn't running: an earlier test may have left it dead.</summary>
    public static async Task<Broker> Running()
    {
        await Only.Value.StartAsync();
        return Only.Value;
    }

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

    public void Dispose() => starting.Dispose();

    /// <summary>A fresh, empty part of the broker, with queues of its own.</summary>
    public async Task<VirtualHost> NewHostAsync()
    {
        var name = $"test-{Environment.ProcessId}-{Stopwatch.GetTimestamp():x}-{Interlocked.Increment(ref hosts)}";
        await Control("vhost-add", name);
        return new VirtualHost(this, name);
    }

    internal Task RemoveAsync(VirtualHost host) => Control("vhost-delete", host.Name);

    internal static async Task StopWhatWasStartedAsync()
    {
        if (!Only.IsValueCreated || Only.Value.borrowed)
            return;
        if (File.Exists(Path.Combine(Only.Value.folder, "ports")))
            await Only.Value.StopAsync();
        Directory.Delete(Only.Value.folder, recursive: true);
    }

    private async Task<string> Control(string verb, params string[] more)
    {
        string[] arguments = [Path.Combine(Checkout.Root, "deploy", "rabbitmq-private.sh"), verb, folder, .. more];
        var command = await Command.RunAsync(new ProcessStartInfo("bash", arguments));
        return command.ExitCode == 0
            ? command.Output
            : throw new InvalidOperationException(
                $"This test needs RabbitMQ, and '{verb}' failed ({command.ExitCode}). `bash deploy/test.sh` installs it.\n{command.Errors}");
    }
}
