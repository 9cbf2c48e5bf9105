using System.Text.RegularExpressions;

namespace Dispatch.Tests.House;

/// <summary>The one rule of formatting that neither the build nor <c>dotnet format whitespace --folder</c> looks at.</summary>
public sealed partial class The_usings
{
    [Test]
    public void Of_every_file_are_in_order_with_System_first()
    {
        var files = Sources.Of("src").Concat(Sources.Of("tests")).Where(file => !file.Contains("Migrations", StringComparison.Ordinal)).ToList();
        Assert.That(files, Has.Count.GreaterThan(100));
        Assert.That(files.Where(file => !IsOrdered([.. Using().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)])), Is.Empty);
    }

    [TestCase("System.Text", "System", ExpectedResult = false)]
    [TestCase("Dispatch", "System", ExpectedResult = false)]
    [TestCase("System.Text", "Dispatch.Orders", "Dispatch.Offers", ExpectedResult = false)]
    [TestCase("System", "System.Text", "Dispatch", "Dispatch.Web", "NUnit", ExpectedResult = true)]
    public bool Are_told_apart(params string[] names) => IsOrdered(names);

    private static bool IsOrdered(IReadOnlyList<string> names) =>
        names.SequenceEqual(names.OrderBy(name => name != "System" && !name.StartsWith("System.", StringComparison.Ordinal)).ThenBy(name => name.Replace('.', ' '), StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
