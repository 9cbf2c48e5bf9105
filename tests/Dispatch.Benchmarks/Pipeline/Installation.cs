using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>A database with people in it, before the first order, and queues of its own on the broker.</summary>
/// <param name="Name">Also before the names of its queues.</param>
/// <param name="Folder">For files.</param>
/// <param name="Database">As the setting wants it.</param>
/// <param name="Bus">The broker.</param>
/// <param name="Window">The setting BatchWindow; null leaves it as it comes.</param>
internal sealed record Installation(string Name, string Folder, string Database, Uri Bus, TimeSpan? Window)
{
    private const string Sqlite = "sqlite:", Postgres = "postgres:";

    public TimeSpan BatchWindow => Window ?? new Settings().BatchWindow;

    /// <summary>sqlite or postgres.</summary>
    public string Kind => File is null ? OwnServers.Postgres : OwnServers.Sqlite;

    /// <summary>The key of the machine that sends the orders.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The file; null on PostgreSQL.</summary>
    public string? File => Database.StartsWith(Sqlite, StringComparison.Ordinal) ? Database[Sqlite.Length..] : null;

    /// <summary>As the driver reads it.</summary>
    public string Connection => File is { } file ? new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = false }.ToString() : Database[Postgres.Length..];

    /// <summary>The field can be asked at any hour: a run is not to depend on when it is.</summary>
    public IEnumerable<string> Arguments =>
    [
        $"--Dispatch:Database={Database}", $"--Dispatch:Bus={Bus}", $"--Dispatch:QueuePrefix={Name}", $"--Dispatch:Photos={Folder}/photos", $"--Dispatch:FieldHours={PipelineWorld.AllDay}",
        .. Window is { } window ? [$"--Dispatch:BatchWindow={window}"] : Array.Empty<string>(),
    ];

    /// <param name="servers">Where.</param>
    /// <param name="kind">sqlite or postgres.</param>
    /// <param name="name">How it is to be called; a to z, 0 to 9 and -.</param>
    /// <param name="world">Who is there.</param>
    /// <param name="window">The setting BatchWindow; null leaves it as it comes.</param>
    public static async Task<Installation> Make(OwnServers servers, string kind, string name, PipelineWorld world, TimeSpan? window)
    {
        var folder = Directory.CreateDirectory(Path.Combine(servers.Folder, name)).FullName;
        var made = new Installation(name, folder, servers.Database(kind, name), servers.Bus, window);
        await using var parts = made.Parts();
        await Schema.MigrateAsync(parts);
        await using var scope = parts.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        db.AddRange(world.Everything());
        await db.SaveChangesAsync();
        made.Key = (await scope.ServiceProvider.GetRequiredService<ApiKeys>().Add("hotline", [Role.Farmer], default, callsPerMinute: 1_000_000))!;
        return made;
    }

    /// <summary>The service's parts without the service: nothing is relayed or consumed.</summary>
    public ServiceProvider Parts() => new ServiceCollection().AddLogging()
        .AddDispatch(new Settings { Database = Database, Bus = Bus.ToString(), QueuePrefix = Name, FieldHours = PipelineWorld.AllDay }).BuildServiceProvider();

    /// <summary>How many messages have failed for good.</summary>
    public async Task<int> Errors()
    {
        await using var parts = Parts();
        await using var scope = parts.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ErrorQueues>().List(default)).Count;
    }
}
