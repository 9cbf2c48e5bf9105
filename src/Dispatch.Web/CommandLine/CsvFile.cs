namespace Dispatch.Web.CommandLine;

/// <summary>Opens a list's file so that it can be read twice.</summary>
internal static class CsvFile
{
    private const int Buffer = 1 << 16;

    /// <exception cref="IOException">It is not there, or is a directory.</exception>
    public static async Task<Stream> Open(string path, CancellationToken stop)
    {
        if (Directory.Exists(path)) throw new IOException($"{path} is a directory; expected a CSV file.");
        var file = File.OpenRead(path);
        return file.CanSeek ? file : await Kept(file, stop);
    }

    /// <summary>What comes through a pipe comes once: it is kept in a file that goes when it is closed.</summary>
    private static async Task<Stream> Kept(FileStream pipe, CancellationToken stop)
    {
        await using var from = pipe;
        var kept = new FileStream(Path.GetTempFileName(), FileMode.Truncate, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await from.CopyToAsync(kept, stop);
        return kept;
    }
}
