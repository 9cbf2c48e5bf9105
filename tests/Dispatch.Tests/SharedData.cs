namespace Dispatch.Tests;

/// <summary>The data to try things on, in a folder shared/data beside the checkout. It is not part of the project; where a checkout has none, the test says so and is inconclusive.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file under shared/data, looked for from the test assembly upwards.</summary>
    public static string Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(file)) return file;
        }
        Assume.That(relative, Does.Exist, $"Not checked: there is no shared/data/{relative} beside this checkout.");
        return relative;
    }
}
