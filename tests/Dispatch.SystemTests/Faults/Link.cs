using System.Net;
using System.Net.Sockets;

namespace Dispatch.SystemTests.Faults;

/// <summary>One connection through a proxy.</summary>
internal sealed class Link(Proxy proxy, Socket client) : IDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(100);
    private readonly Socket server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool answersEnd, wordsEnd;
    private int broken;

    public async Task Carry(int to, CancellationToken stop)
    {
        client.NoDelay = true;
        await server.ConnectAsync(IPAddress.Loopback, to, stop);
        // When one way has ended the other may go on, until it ends as well; when one is broken, as a killed process leaves it, both
        // are: a server that was not told would keep the locks of the dead.
        await foreach (var way in Task.WhenEach(Pass(client, server, isAnswer: false, stop), Pass(server, client, isAnswer: true, stop))) await way;
    }

    /// <param name="server">Whether it is the server that has nothing more to say; else the process.</param>
    public void HalfClose(bool server)
    {
        if (server) answersEnd = true;
        else wordsEnd = true;
        try
        {
            (server ? client : this.server).Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // There is nothing left to close.
        }
    }

    /// <summary>Both ends are told that it is broken, by whoever notices first.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref broken, 1) == 1) return;
        foreach (var end in new[] { client, server })
        {
            end.LingerState = new LingerOption(true, 0);
            end.Dispose();
        }
    }

    private async Task Pass(Socket from, Socket into, bool isAnswer, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        var isLost = false;
        while (await from.ReceiveAsync(buffer, stop) is > 0 and var read)
        {
            if (!isAnswer && proxy.BreaksAt(buffer.AsMemory(0, read))) proxy.Reset();
            // A slow line is slow by the real clock.
            if (proxy.Weather == Weather.Slow) await Task.Delay(Late, stop);
            // After a piece that is lost none arrives, until the connection is broken: nothing has holes.
            isLost |= isAnswer ? answersEnd || proxy.Weather == Weather.Mute : wordsEnd || proxy.Weather == Weather.Unheard;
            if (isLost) continue;
            await into.SendAsync(buffer.AsMemory(0, read), stop);
        }
        if (!(isAnswer ? answersEnd : wordsEnd)) into.Shutdown(SocketShutdown.Send);
    }
}
