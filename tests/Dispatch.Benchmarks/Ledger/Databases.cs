using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>New databases of one kind for ledgers.</summary>
/// <param name="servers">Where.</param>
/// <param name="kind">sqlite or postgres.</param>
internal sealed class Databases(OwnServers servers, string kind) : IAsyncDisposable
{
    /// <exception cref="Peers.StoreUnusableException">The server does not start.</exception>
    public static async Task<Databases> Make(string kind) => new(await OwnServers.Start(broker: false, kind == OwnServers.Postgres), kind);

    /// <summary>The service's parts over a new database; nothing is relayed or consumed.</summary>
    public async Task<ServiceProvider> Open(string name)
    {
        var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = servers.Database(kind, name) }).BuildServiceProvider();
        await Schema.MigrateAsync(parts);
        return parts;
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return servers.DisposeAsync();
    }
}
