using Dispatch.Persistence;
using Dispatch.Web.Serving;

namespace Dispatch.Web.Demo;

/// <summary>The database file of a demonstration, which nobody else uses while it lives.</summary>
internal sealed class DemoPlace : IDisposable
{
    private const string Own = "sqlite:data/demo.db";
    private static readonly string[] Files = ["", "-wal", "-shm"];
    private readonly Hold hold;

    private DemoPlace(string database, Hold hold) => (Database, this.hold) = (database, hold);

    /// <summary>As in <see cref="Settings.Database"/>.</summary>
    public string Database { get; }

    /// <summary>The demonstration's own file, made anew; a database that was named must not exist yet, so that nobody's data is touched.</summary>
    /// <exception cref="IOException">The database that was named exists, or somebody is using it.</exception>
    public static async Task<DemoPlace> Clear(string? named, CancellationToken stop)
    {
        var path = PersistenceSetup.PathOf(named ?? Own);
        if (named is not null && Path.Exists(path)) throw new IOException($"{path} exists. The demonstration needs a database of its own: name a new file, or leave Dispatch:Database out.");
        var hold = await Hold.Alone($"sqlite:{path}", stop);
        foreach (var file in Files.Select(ending => path + ending)) File.Delete(file);
        return new DemoPlace($"sqlite:{path}", hold);
    }

    public void Dispose() => hold.Dispose();
}
