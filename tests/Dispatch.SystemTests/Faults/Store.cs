using System.Data.Common;
using System.Diagnostics;
using System.Globalization;

namespace Dispatch.SystemTests.Faults;

/// <summary>The database of a run: a SQLite file on a small disk of its own, or a private PostgreSQL.</summary>
public abstract class Store : IAsyncDisposable
{
    /// <summary>As the setting Dispatch:Database names it, without anything in between.</summary>
    public abstract string Direct { get; }

    /// <summary>The server's port; null where there is no network in between.</summary>
    public virtual int? Port => null;

    /// <summary>As a process names it that comes by a proxy.</summary>
    public virtual string Through(int port) => Direct;

    public abstract ValueTask DisposeAsync();

    public static async Task<Store> StartAsync(bool onPostgres, string folder) =>
        onPostgres ? await PostgresStore.StartAsync(Path.Combine(folder, "postgres")) : await SqliteStore.StartAsync(Path.Combine(folder, "disk"));

    private protected static async Task<string> Run(string program, params string[] arguments)
    {
        var command = await Command.RunAsync(new ProcessStartInfo(program, arguments));
        return command.ExitCode == 0 ? command.Output.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {command.Errors}");
    }
}

/// <summary>Where the disk may be full: a tmpfs, which only root may mount.</summary>
public sealed class SqliteStore : Store
{
    private const int DiskMb = 256;
    private readonly string folder;

    private SqliteStore(string folder, bool isMounted) => (this.folder, IsMounted) = (folder, isMounted);

    /// <summary>Whether the disk is its own, so that it may be filled.</summary>
    public bool IsMounted { get; }

    public override string Direct => $"sqlite:{folder}/dispatch.db";

    public static async Task<Store> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var mounted = await Command.RunAsync(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", $"size={DiskMb}m", "tmpfs", folder]));
        return new SqliteStore(folder, mounted.ExitCode == 0);
    }

    /// <summary>To the last byte.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 20; size > 0; size /= 4)
            while (HasRoomFor(filler, size)) { }
    }

    public void Empty() => File.Delete(Filler);

    public override async ValueTask DisposeAsync()
    {
        if (IsMounted) await Run("umount", "--lazy", folder);
    }

    private string Filler => Path.Combine(folder, "filler");

    private static bool HasRoomFor(FileStream filler, int size)
    {
        try
        {
            filler.Write(new byte[size]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

/// <summary>A private server by <c>deploy/postgres-private.sh</c>, which prints the connection.</summary>
public sealed class PostgresStore : Store
{
    private readonly string folder;
    private string connection = "";

    private PostgresStore(string folder) => this.folder = folder;

    public override string Direct => $"postgres:{connection}";

    public override int? Port => int.Parse((string)Parts["Port"], CultureInfo.InvariantCulture);

    private DbConnectionStringBuilder Parts => new() { ConnectionString = connection };

    public static async Task<Store> StartAsync(string folder)
    {
        // The server is another user's process, and has to get into its own part.
        await Run("chmod", "711", Path.GetDirectoryName(folder)!);
        var store = new PostgresStore(folder);
        await store.BringUp();
        return store;
    }

    public override string Through(int port)
    {
        var parts = Parts;
        parts["Port"] = port.ToString(CultureInfo.InvariantCulture);
        return $"postgres:{parts.ConnectionString}";
    }

    public async Task BringUp() => connection = await Control("start");

    /// <summary>At once, as after a power cut: it recovers from its log.</summary>
    public Task Kill() => Control("kill");

    public override async ValueTask DisposeAsync() => await Control("stop");

    private Task<string> Control(string verb) => Run("bash", Path.Combine(Checkout.Root, "deploy", "postgres-private.sh"), verb, folder);
}
