using System.Text.RegularExpressions;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.House;

/// <summary>README.md says what is so.</summary>
public sealed partial class The_readme
{
    private const string Start = "<!-- life: drawn from src/Dispatch.Domain/Orders/Life.cs -->\n";
    private const string End = "<!-- /life -->";
    private const string Draw = "DRAW_README";

    private static string File => Path.Combine(Sources.Root, "README.md");

    /// <summary>With DRAW_README set, draws the picture anew.</summary>
    [Test]
    public void Its_picture_is_the_table_of_the_code()
    {
        var text = System.IO.File.ReadAllText(File);
        var (from, to) = (text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, text.IndexOf(End, StringComparison.Ordinal));
        Assert.That(from >= Start.Length && to >= from, "README.md has lost the marks around the picture.");
        var picture = $"\n{LifePicture.Markdown()}\n";
        if (Environment.GetEnvironmentVariable(Draw) is not null) System.IO.File.WriteAllText(File, text[..from] + picture + text[to..]);
        else Assert.That(text[from..to], Is.EqualTo(picture), $"Draw it anew: {Draw}=1 dotnet test tests/Dispatch.Tests --filter {nameof(Its_picture_is_the_table_of_the_code)}");
    }

    [Test]
    public void The_files_and_folders_it_names_are_there()
    {
        var named = Named().Matches(System.IO.File.ReadAllText(File)).Select(match => match.Groups[1].Value).ToList();
        Assert.That(named, Does.Contain("src/Dispatch/Offering/DeclineOffer.cs"), "where an expert's no is handled");
        Assert.That(named.Where(path => !Path.Exists(Path.Combine(Sources.Root, path))), Is.Empty);
    }

    [GeneratedRegex(@"`((?:src|tests|deploy)[\w./]*)`")]
    private static partial Regex Named();
}
