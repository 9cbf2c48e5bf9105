using System.Net;
using System.Net.Sockets;

namespace Dispatch.SystemTests;

/// <summary>The ways into one service: an address for each of its web processes, as behind a balancer.</summary>
public sealed class Doors(HttpClient client, params Uri[] addresses)
{
    private int next;

    /// <summary>Whether an answer that takes longer than the client waits is taken for lost; else the wait's end is thrown.</summary>
    public bool MayHang { get; init; }

    /// <summary>The door a caller begins with; they take turns.</summary>
    public int Next() => Interlocked.Increment(ref next);

    /// <returns>Null when the answer was lost: whether anything was done is not known.</returns>
    public async Task<HttpResponseMessage?> Try(int door, Func<HttpRequestMessage> question, CancellationToken stop)
    {
        using var request = question();
        request.RequestUri = new Uri(addresses[door % addresses.Length], request.RequestUri!);
        try
        {
            return await client.SendAsync(request, stop);
        }
        catch (Exception away) when (IsAway(away) && !stop.IsCancellationRequested)
        {
            // Killed, or not there yet.
            return null;
        }
        catch (OperationCanceledException) when (MayHang && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether nobody could be spoken to. A connection that is reset in the moment it stands the client throws as it is.</summary>
    public static bool IsAway(Exception failure) => failure is HttpRequestException or SocketException;

    /// <summary>Whether it said that it can't just now.</summary>
    public static bool IsUnavailable(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.ServiceUnavailable;
}
