using System.Diagnostics;
using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>A folder for databases: files, or those of a private server that waits for its disk as a real one does. Gone afterwards.</summary>
internal sealed class Databases : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-ledger-");
    private string? server;

    /// <exception cref="InvalidOperationException">The server does not start.</exception>
    public static async Task<Databases> Make(string kind)
    {
        var place = new Databases();
        if (kind == Postgres) place.server = await place.Script("start");
        return place;
    }

    /// <summary>The service's parts over a new database; nothing is relayed or consumed.</summary>
    public async Task<ServiceProvider> Open(string name)
    {
        var database = server is null ? $"sqlite:{folder.FullName}/{name}.db" : $"postgres:{new NpgsqlConnectionStringBuilder(server) { Database = name }}";
        var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = database }).BuildServiceProvider();
        await Schema.MigrateAsync(parts);
        return parts;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null) await Script("kill");
        folder.Delete(recursive: true);
    }

    private async Task<string> Script(string act)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine("deploy", "postgres-private.sh"), act, folder.FullName]) { RedirectStandardOutput = true };
        using var script = Process.Start(start)!;
        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException("deploy/postgres-private.sh does not start a server; run this in the root of the repository, with PostgreSQL installed.");
    }
}
