using System.Diagnostics;
using Dispatch.Benchmarks.Peers;
using Npgsql;

namespace Dispatch.Benchmarks;

/// <summary>A folder for files, and where they are wanted a broker and a PostgreSQL server of this run's own, by the scripts in deploy/; both keep what is committed or confirmed on the disk. All gone afterwards.</summary>
internal sealed class OwnServers : IAsyncDisposable
{
    public const string Sqlite = "sqlite", Postgres = "postgres";
    private const string BrokersScript = "rabbitmq-private.sh", ServersScript = "postgres-private.sh";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-benchmark-");
    private readonly Stack<string> started = [];
    private string server = "";

    /// <summary>For whatever the run keeps.</summary>
    public string Folder => folder.FullName;

    public Uri Bus { get; private set; } = new("amqp://127.0.0.1");

    /// <summary>As the setting wants a database of this name.</summary>
    /// <param name="kind">sqlite or postgres.</param>
    /// <param name="name">A file's, in its own folder, or a database's on the server.</param>
    public string Database(string kind, string name) =>
        kind == Sqlite ? $"sqlite:{Directory.CreateDirectory(Path.Combine(Folder, name)).FullName}/dispatch.db" : $"postgres:{new NpgsqlConnectionStringBuilder(server) { Database = name }}";

    /// <exception cref="StoreUnusableException">One does not start; the script says why.</exception>
    public static async Task<OwnServers> Start(bool broker, bool postgres)
    {
        var servers = new OwnServers();
        try
        {
            // PostgreSQL's own user must get through.
            if (OperatingSystem.IsLinux()) File.SetUnixFileMode(servers.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            if (broker) servers.Bus = new Uri(await servers.Begin(BrokersScript));
            if (postgres) servers.server = await servers.Begin(ServersScript);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var script)) await Run(script, "stop");
        folder.Delete(recursive: true);
    }

    private Task<string> Begin(string script)
    {
        started.Push(script);
        return Run(script, "start");
    }

    /// <returns>What it printed.</returns>
    private async Task<string> Run(string script, string verb)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Root(), "deploy", script), verb, Path.Combine(Folder, script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (printed, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await printed).Trim() : throw new StoreUnusableException($"{script} {verb} failed ({process.ExitCode}): {await complaint}");
    }

    private static string Root()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (above is not null && !File.Exists(Path.Combine(above.FullName, "Dispatch.sln"))) above = above.Parent;
        return above?.FullName ?? throw new StoreUnusableException($"No Dispatch.sln above {AppContext.BaseDirectory}: this runs from a checkout.");
    }
}
