using System.Diagnostics;

namespace Dispatch.SystemTests;

/// <summary>As the README types it: the program is run from its source.</summary>
public sealed class When_the_README_is_followed
{
    private const string Towns = """
        code9,name_2021,kind,lng_wgs84_approx,lat_wgs84_approx
        150802101,狼山镇,镇,107.45,41.04
        """;

    private DirectoryInfo folder = null!;

    [SetUp]
    public void Stand() => folder = Directory.CreateTempSubdirectory("dispatch-standing-");

    [TearDown]
    public void Leave() => folder.Delete(recursive: true);

    /// <summary>Seen red without RunWorkingDirectory: "dotnet run" looked for the file in the project's folder, and made the database there.</summary>
    [Test]
    public async Task Files_are_where_one_stands()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "towns.csv"), Towns);
        var imported = await Dispatch("import", "towns", "towns.csv");

        Assert.That(imported.ExitCode, Is.Zero, imported.Output + imported.Errors);
        Assert.That(Path.Combine(folder.FullName, "data", "dispatch.db"), Does.Exist);
    }

    private Task<Command> Dispatch(params string[] words)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] typed = ["run", "--no-build", "-c", built, "--project", Path.Combine(Checkout.Root, "src", "Dispatch.Web"), "--", .. words];
        return Command.RunAsync(new ProcessStartInfo("dotnet", typed) { WorkingDirectory = folder.FullName });
    }
}
