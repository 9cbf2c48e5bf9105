using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace Dispatch.Web.Demo;

/// <summary>
/// The database of a demonstration, which nobody else uses while it lives. What the last demonstration left in a file is
/// only put aside until the new one has started: one that can't start leaves all as it was.
/// </summary>
internal sealed class DemoPlace : IDisposable
{
    private const string Own = "sqlite:data/demo.db";
    private const string Former = ".former";
    private static readonly string[] Files = ["", "-wal", "-shm"];
    private readonly Storage storage;
    private readonly string? path;
    private IDisposable? hold;
    private bool taken;

    /// <param name="named">The database that was named, where there must be none yet, so that nobody's data is touched; null for the demonstration's own.</param>
    public DemoPlace(string? named)
    {
        (Database, IsNamed) = (named ?? Own, named is not null);
        storage = Storage.Of(Database);
        path = storage is SqliteStorage file ? file.Name : null;
    }

    /// <summary>As in <see cref="Settings.Database"/>.</summary>
    public string Database { get; }

    private bool IsNamed { get; }

    /// <exception cref="IOException">The database that was named exists.</exception>
    public async Task MustBeFree(CancellationToken stop)
    {
        if (IsNamed && await storage.IsThere(stop)) throw new IOException($"{storage.Name} exists. The demonstration needs a database of its own: name a new one, or leave Dispatch:Database out.");
    }

    /// <summary>Puts aside what is there.</summary>
    /// <exception cref="IOException">Somebody is using it.</exception>
    public async Task Clear(CancellationToken stop)
    {
        hold = await storage.HoldAlone(stop);
        if (path is null) return;
        // Still aside: whoever put it there was killed before it had started.
        if (File.Exists(path + Former)) Delete(path);
        else Move(path, path + Former);
    }

    /// <summary>The new demonstration has started: the former one is given up.</summary>
    public void Take()
    {
        taken = true;
        if (path is not null) Delete(path + Former);
    }

    public void Dispose()
    {
        if (hold is null) return;
        if (!taken && path is not null) PutBack(path);
        hold.Dispose();
    }

    private static void PutBack(string path)
    {
        // A connection that closes later would take the log of what is put back for its own.
        SqliteConnection.ClearAllPools();
        Delete(path);
        Move(path + Former, path);
    }

    private static void Delete(string path)
    {
        foreach (var ending in Files) File.Delete(path + ending);
    }

    private static void Move(string from, string to)
    {
        foreach (var ending in Files)
            if (File.Exists(from + ending)) File.Move(from + ending, to + ending, overwrite: true);
    }
}
