namespace Dispatch.Web.Serving;

/// <summary>Tries the places a service writes to: later, each photo and each notice would fail, and nobody would know why.</summary>
internal static class Writable
{
    /// <exception cref="BadSetting">A place can't be written to; the setting is named.</exception>
    public static void Check(Settings settings)
    {
        Try("Dispatch:Photos", settings.Photos, "a folder that can be written to", Folder);
        if (settings.NoticeFile.Length > 0) Try("Dispatch:NoticeFile", settings.NoticeFile, "a file that can be written to", File);
    }

    /// <summary>Opens a file for writing; one that was not there is not there afterwards.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void File(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path} is a directory");
        var isNew = !System.IO.File.Exists(path);
        using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
        }
        if (isNew) System.IO.File.Delete(path);
    }

    private static void Folder(string path)
    {
        Directory.CreateDirectory(path);
        File(Path.Combine(path, Path.GetRandomFileName()));
    }

    private static void Try(string setting, string value, string expected, Action<string> write)
    {
        try
        {
            var path = Path.GetFullPath(value);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            write(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadSetting(setting, value, $"{expected} ({failure.Message.TrimEnd('.')})");
        }
    }
}
