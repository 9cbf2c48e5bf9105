using Dispatch.Persistence;
using Dispatch.Web.Serving;
using Microsoft.Data.Sqlite;

namespace Dispatch.Web.Demo;

/// <summary>
/// The database file of a demonstration, which nobody else uses while it lives. What the last demonstration left there is
/// only put aside until the new one has started: one that can't start leaves all as it was.
/// </summary>
internal sealed class DemoPlace : IDisposable
{
    private const string Own = "sqlite:data/demo.db";
    private const string Former = ".former";
    private static readonly string[] Files = ["", "-wal", "-shm"];
    private readonly string path;
    private Hold? hold;
    private bool taken;

    /// <param name="named">The database that was named, which must not exist yet, so that nobody's data is touched; null for the demonstration's own.</param>
    /// <exception cref="IOException">The database that was named exists.</exception>
    public DemoPlace(string? named)
    {
        path = PersistenceSetup.PathOf(named ?? Own);
        if (named is not null && Path.Exists(path)) throw new IOException($"{path} exists. The demonstration needs a database of its own: name a new file, or leave Dispatch:Database out.");
    }

    /// <summary>As in <see cref="Settings.Database"/>.</summary>
    public string Database => $"sqlite:{path}";

    /// <summary>Puts aside what is there.</summary>
    /// <exception cref="IOException">Somebody is using it.</exception>
    public async Task Clear(CancellationToken stop)
    {
        hold = await Hold.Alone(Database, stop);
        // Still aside: whoever put it there was killed before it had started.
        if (File.Exists(path + Former)) Delete(path);
        else Move(path, path + Former);
    }

    /// <summary>The new demonstration has started: the former one is given up.</summary>
    public void Take()
    {
        taken = true;
        Delete(path + Former);
    }

    public void Dispose()
    {
        if (hold is null) return;
        if (!taken) PutBack();
        hold.Dispose();
    }

    private void PutBack()
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
