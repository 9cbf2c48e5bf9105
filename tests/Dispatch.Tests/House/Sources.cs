namespace Dispatch.Tests.House;

/// <summary>The files of this checkout.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files under a folder, without what the build has made; none when there is no such folder yet.</summary>
    public static IEnumerable<string> Of(string folder)
    {
        var path = Path.Combine(Root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dispatch.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Dispatch.sln.");
        return folder.FullName;
    }
}
