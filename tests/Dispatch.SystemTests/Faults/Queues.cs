using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.SystemTests.Faults;

/// <summary>The broker of a run, by RabbitMQ's own client and with nothing in between.</summary>
public static class Queues
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    public static Task<IConnection> Connect(Fleet fleet) => new ConnectionFactory { Uri = new Uri(fleet.Broker.Through(fleet.Broker.Ports.Take(1))) }.CreateConnectionAsync();

    /// <summary>Every consumer has its queue: from here on none is declared any more.</summary>
    public static async Task AreThere(Fleet fleet)
    {
        await using var connection = await Connect(fleet);
        await Eventually.Holds("every consumer has its queue", async () => (await Of(connection, fleet)).Count == Expected(fleet).Count, Ceiling);
    }

    /// <summary>The durable queues that there are.</summary>
    public static async Task<IReadOnlyList<string>> Of(IConnection connection, Fleet fleet)
    {
        var found = new List<string>();
        foreach (var queue in Expected(fleet))
            if (await Look(connection, queue) is not null) found.Add(queue);
        return found;
    }

    /// <summary>The exchanges from which a queue gets its messages: its own; and those of the contracts, where publishers bind it too.</summary>
    public static IEnumerable<string> Sources(string queue, Fleet fleet) =>
        [queue, .. fleet.Parts.Subscriptions.Durable.Single(subscription => subscription.QueueWith("") == queue).Contracts.Select(contract => $"Dispatch.Contracts:{contract}")];

    /// <returns>What is in the queue and who hears it; null where there is no such queue.</returns>
    public static async Task<QueueDeclareOk?> Look(IConnection connection, string queue)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync();
            return await channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException)
        {
            return null;
        }
    }

    private static List<string> Expected(Fleet fleet) => [.. fleet.Parts.Subscriptions.Durable.Select(subscription => subscription.QueueWith(""))];
}
