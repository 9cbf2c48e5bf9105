namespace Dispatch.Photos;

/// <summary>The photos on disk, each under the hash of its bytes: {Photos}/ab/cdef….jpg.</summary>
public sealed class PhotoFiles(Settings settings) : IDisposable
{
    private readonly string root = Path.GetFullPath(settings.Photos);

    /// <summary>At most two photos are decoded at once: a large PNG takes 160 MB while it is.</summary>
    public SemaphoreSlim Turn { get; } = new(2, 2);

    /// <summary>Who writes files and notes them does so alone: what is taken back again has been relied on by nobody.</summary>
    private SemaphoreSlim Pen { get; } = new(1, 1);

    /// <param name="hash">64 lower-case hexadecimal digits; nothing else reaches the file system.</param>
    /// <param name="contentType">image/jpeg, image/png or image/webp.</param>
    public string PathOf(string hash, string contentType) =>
        IsHash(hash)
            ? Path.Combine(root, hash[..2], $"{hash[2..]}.{Extension(contentType)}")
            : throw new ArgumentException($"'{hash}' is no hash.", nameof(hash));

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Writes the photos and notes them; when either fails, the files that were not there before are gone again.</summary>
    internal async Task Keep(IReadOnlyList<CleanPhoto> photos, Func<Task> note, CancellationToken stop)
    {
        var written = new List<string>();
        await Pen.WaitAsync(stop);
        try
        {
            foreach (var photo in photos)
            {
                var path = PathOf(photo.Hash, photo.ContentType);
                if (File.Exists(path)) continue;
                written.Add(path);
                await Write(photo, path, stop);
            }
            await note();
        }
        catch
        {
            foreach (var path in written) File.Delete(path);
            throw;
        }
        finally
        {
            Pen.Release();
        }
    }

    /// <summary>Takes photos away that nobody names any more.</summary>
    internal async Task Remove(IEnumerable<Photo> photos, CancellationToken stop)
    {
        await Pen.WaitAsync(stop);
        try
        {
            foreach (var photo in photos) File.Delete(PathOf(photo.Hash, photo.ContentType));
        }
        finally
        {
            Pen.Release();
        }
    }

    /// <summary>Under its name there is either all of it or nothing.</summary>
    private static async Task Write(CleanPhoto photo, string path, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await file.WriteAsync(photo.Bytes, stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public void Dispose()
    {
        Turn.Dispose();
        Pen.Dispose();
    }

    private static string Extension(string contentType) => contentType == "image/jpeg" ? "jpg" : contentType["image/".Length..];
}
