using Dispatch.SystemTests.Faults;
using RabbitMQ.Client;

namespace Dispatch.SystemTests;

/// <summary>One test's own part of the broker, removed with its queues at the end.</summary>
public sealed class VirtualHost(Broker broker, string name) : IAsyncDisposable
{
    public string Name => name;

    public Uri Uri => new(broker.Uri, name);

    /// <summary>As a user of its own has it, whom the broker knows when it has been made.</summary>
    public Uri UriOfUser => new UriBuilder(Uri) { UserName = name, Password = name }.Uri;

    public Task MakeUser() => broker.AddUserAsync(this);

    public Task DropUser() => broker.RemoveUserAsync(this);

    /// <summary>How many messages are in a queue and in nobody's hand; none where there is no such queue.</summary>
    public async Task<uint> Waiting(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = Uri }.CreateConnectionAsync();
        return (await Queues.Look(connection, queue))?.MessageCount ?? 0;
    }

    /// <summary>The node is started first if the test left it dead: what is not removed would come back with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await broker.StartAsync();
        await broker.RemoveAsync(this);
    }
}
