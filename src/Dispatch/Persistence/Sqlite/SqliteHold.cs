namespace Dispatch.Persistence.Sqlite;

/// <summary>
/// A process's hold on a database file: services share it, a demonstration has it alone. The operating system takes it
/// back when the process dies, however it dies.
/// </summary>
internal sealed class SqliteHold : IDisposable
{
    private const string Ending = ".held";
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream file;

    private SqliteHold(FileStream file) => this.file = file;

    /// <exception cref="IOException">A demonstration has it.</exception>
    public static Task<SqliteHold> Shared(string path, CancellationToken stop) =>
        Take(path, FileShare.Read, "A demonstration is using {0}. Stop it first, or name another file: --Dispatch:Database=sqlite:FILE", stop);

    /// <exception cref="IOException">Somebody has it.</exception>
    public static Task<SqliteHold> Alone(string path, CancellationToken stop) =>
        Take(path, FileShare.None, "{0} is in use by another demonstration or service. Stop it first, or name another file: --Dispatch:Database=sqlite:FILE", stop);

    public static Holders Of(string path)
    {
        var file = path + Ending;
        if (!File.Exists(file) || IsFree(file, FileShare.None)) return default;
        return IsFree(file, FileShare.Read) ? new Holders(true, false, File.GetLastWriteTimeUtc(file)) : new Holders(false, true, default);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Whoever only looks who is there holds it for a moment as well, so one refusal is none.</summary>
    private static async Task<SqliteHold> Take(string path, FileShare share, string taken, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var n = 1; ; n++)
        {
            try
            {
                var file = new FileStream(path + Ending, FileMode.OpenOrCreate, FileAccess.Read, share);
                File.SetLastWriteTimeUtc(file.SafeFileHandle, TimeProvider.System.GetUtcNow().UtcDateTime);
                return new SqliteHold(file);
            }
            catch (IOException) when (n < Tries && File.Exists(path + Ending))
            {
                await Task.Delay(Pause, stop);
            }
            catch (IOException) when (File.Exists(path + Ending))
            {
                throw new IOException(string.Format(System.Globalization.CultureInfo.InvariantCulture, taken, path));
            }
        }
    }

    private static bool IsFree(string file, FileShare share)
    {
        try
        {
            using var looked = new FileStream(file, FileMode.Open, FileAccess.Read, share);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
