using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Dispatch.SystemTests.Faults;

/// <summary>How it is on the way.</summary>
public enum Weather
{
    Fair,
    /// <summary>Every connection is reset, and so is each new one.</summary>
    Cut,
    /// <summary>Everything arrives, later.</summary>
    Slow,
    /// <summary>What the process says arrives; what is answered doesn't.</summary>
    Mute,
    /// <summary>What the process says does not arrive; what is said to it does.</summary>
    Unheard,
}

/// <summary>The way from one process to one server, on loopback.</summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, bool> links = new();
    private readonly CancellationTokenSource closing = new();
    private readonly int to;
    private readonly Task listening;
    private int weather;

    /// <param name="to">The server's port.</param>
    public Proxy(int to)
    {
        this.to = to;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listening = Listen();
    }

    public int Port { get; }

    /// <summary>Whether all connections break at this piece of what the process says, which then does not arrive.</summary>
    public Func<ReadOnlyMemory<byte>, bool> BreaksAt { get; init; } = _ => false;

    public Weather Weather => (Weather)Volatile.Read(ref weather);

    public void Turn(Weather next)
    {
        var before = (Weather)Interlocked.Exchange(ref weather, (int)next);
        // What did not arrive meanwhile is gone for good, as after any cut.
        if (next != before && (next == Weather.Cut || before is Weather.Mute or Weather.Unheard)) Reset();
    }

    /// <summary>On every connection there is: one end has nothing more to say, and can still be spoken to.</summary>
    /// <param name="server">Whether it is the server; else the process.</param>
    public void HalfClose(bool server)
    {
        foreach (var link in links.Keys) link.HalfClose(server);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        Reset();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    public void Reset()
    {
        foreach (var link in links.Keys) link.Dispose();
    }

    private async Task Listen()
    {
        while (!closing.IsCancellationRequested)
        {
            var client = await listener.AcceptSocketAsync(closing.Token);
            _ = Carry(client);
        }
    }

    private async Task Carry(Socket client)
    {
        var link = new Link(this, client);
        links[link] = true;
        try
        {
            if (Weather != Weather.Cut) await link.Carry(to, closing.Token);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The one or the other end is gone: so is the link.
        }
        finally
        {
            links.TryRemove(link, out _);
            link.Dispose();
        }
    }
}
