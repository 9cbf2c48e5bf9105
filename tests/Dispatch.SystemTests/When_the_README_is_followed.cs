using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Dispatch.SystemTests;

/// <summary>As the README types it: the program is run from its source.</summary>
public sealed partial class When_the_README_is_followed
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

    /// <summary>Seen red when the console broke the line at its eightieth column: what was copied was half of it.</summary>
    [Test]
    public async Task The_demonstration_shows_a_key_that_opens_the_API()
    {
        await using var demonstration = new ServiceProcess(settings: null, "demo", "--orders", "1");
        await demonstration.StartAsync();
        await Eventually.Holds("it serves", () => Task.FromResult(demonstration.Output.Contains("Serving", StringComparison.Ordinal)), TimeSpan.FromMinutes(2));
        var key = Shown().Match(demonstration.Output).Groups["key"].Value;

        using var caller = new HttpClient { BaseAddress = demonstration.Address, DefaultRequestHeaders = { { "Authorization", $"Bearer {key}" }, { "Dispatch-Actor", "Farmer:13804780001" } } };
        using var answer = await caller.GetAsync(new Uri("/api/v1/towns", UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), demonstration.Output);
    }

    [GeneratedRegex("^export DISPATCH_KEY=(?<key>.+)$", RegexOptions.Multiline)]
    private static partial Regex Shown();

    private Task<Command> Dispatch(params string[] words)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] typed = ["run", "--no-build", "-c", built, "--project", Path.Combine(Checkout.Root, "src", "Dispatch.Web"), "--", .. words];
        return Command.RunAsync(new ProcessStartInfo("dotnet", typed) { WorkingDirectory = folder.FullName });
    }
}
