namespace Dispatch.SystemTests;

/// <summary>The source tree this assembly was built from.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dispatch.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"No Dispatch.sln above {AppContext.BaseDirectory}: system tests run from a checkout.");
    }
}
