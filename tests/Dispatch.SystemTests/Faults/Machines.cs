using System.Net.Http.Headers;

namespace Dispatch.SystemTests.Faults;

/// <summary>The machines through which people come, each signed in with an API key of its own that speaks for no others.</summary>
public sealed class Machines : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<HttpClient> clients;

    private Machines(List<HttpClient> clients) => this.clients = clients;

    /// <summary>Two that farmers call through, in turn.</summary>
    public required IReadOnlyList<Doors> OfFarmers { get; init; }

    public required Doors OfExperts { get; init; }

    public required Doors OfClerks { get; init; }

    /// <summary>A farmers' one as well, whose farmers try what nobody may.</summary>
    public required Doors OfMeddlers { get; init; }

    /// <summary>One of the keys, for who asks for no more than whether a process answers.</summary>
    public AuthenticationHeaderValue AnyKey => clients[0].DefaultRequestHeaders.Authorization!;

    /// <param name="settings">Of the database in which the keys are made.</param>
    /// <param name="web">The processes that they come to.</param>
    public static async Task<Machines> SignIn(IReadOnlyDictionary<string, string> settings, IReadOnlyList<Uri> web)
    {
        var clients = new List<HttpClient>();
        return new Machines(clients)
        {
            OfFarmers = [await SignedIn("hotline", "Farmer"), await SignedIn("mini-program", "Farmer")],
            OfExperts = await SignedIn("experts' phones", "Expert"),
            OfClerks = await SignedIn("stations' desks", "Clerk"),
            OfMeddlers = await SignedIn("stranger", "Farmer"),
        };

        async Task<Doors> SignedIn(string name, string speaksFor)
        {
            var key = await Command.TypedAsync(settings, "keys", "add", name, "--for", speaksFor, "--per-minute", "1000000");
            if (key.ExitCode != 0) throw new InvalidOperationException(key.Errors);
            var client = new HttpClient { Timeout = Patience };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Output.Trim());
            clients.Add(client);
            return new Doors(client, [.. web]) { MayHang = true };
        }
    }

    public void Dispose() => clients.ForEach(client => client.Dispose());
}
