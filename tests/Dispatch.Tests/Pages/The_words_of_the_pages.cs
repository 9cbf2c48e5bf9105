using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Tests.House;

namespace Dispatch.Tests.Pages;

/// <summary>Whatever the pages want to say can be said, and nothing is written that no page says. Both seen red by planting a key.</summary>
public sealed partial class The_words_of_the_pages
{
    private static readonly string Web = Path.Combine(Sources.Root, "src", "Dispatch.Web");

    internal static readonly HashSet<string> Known = [.. XDocument.Load(Path.Combine(Web, "Pages", "Texts.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    [Test]
    public void Every_sentence_of_a_page_is_there()
    {
        var used = Used().Where(key => !key.Contains('{', StringComparison.Ordinal)).ToList();
        Assert.That(used, Has.Count.GreaterThan(80), "the search for them is broken");
        Assert.That(used.Except(Known), Is.Empty);
    }

    [Test]
    public void Every_sentence_is_said_on_a_page()
    {
        var used = Used().ToHashSet();
        var families = used.Where(key => key.Contains('{', StringComparison.Ordinal)).Select(key => new Regex("^" + Hole().Replace(Regex.Escape(key).Replace(@"\{", "{", StringComparison.Ordinal), @"[\w.]+") + "$")).ToList();
        Assert.That(Known.Where(key => !used.Contains(key) && !families.Exists(family => family.IsMatch(key)) && !key.StartsWith("Field.", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Wherever_an_order_stands_there_are_words_for_it()
    {
        var standing = Enum.GetNames<State>().Where(state => state != nameof(State.Closed)).Concat(Enum.GetNames<Outcome>().Select(outcome => $"Closed.{outcome}"));
        Assert.That(standing.SelectMany(where => new[] { $"Now.{where}", $"Next.{where}" }).Except(Known), Is.Empty);
        Assert.That(Enum.GetNames<State>().Where(state => state != nameof(State.Closed)).Select(state => $"Short.{state}").Except(Known), Is.Empty);
    }

    [Test]
    public void Whatever_happens_to_an_order_there_are_words_for_it() =>
        Assert.That(typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract).Select(type => $"Step.{type.Name}").Append("Step.Submitted").Except(Known), Is.Empty);

    [Test]
    public void Every_kind_of_help_is_explained() =>
        Assert.That(Enum.GetNames<Skill>().SelectMany(skill => new[] { $"Skill.{skill}", $"Skill.{skill}.Is" }).Concat(Enum.GetNames<Level>().Select(level => $"Level.{level}")).Except(Known), Is.Empty);

    /// <summary>Of the folders that have pages, and of the one they share.</summary>
    private static IEnumerable<string> Files(string kind) =>
        Directory.GetDirectories(Web).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj") && Directory.EnumerateFiles(folder, "*.cshtml", SearchOption.AllDirectories).Any())
            .SelectMany(folder => Directory.EnumerateFiles(folder, kind, SearchOption.AllDirectories));

    private static IEnumerable<string> Used() =>
        Files("*.cs").Concat(Files("*.cshtml"))
            .SelectMany(file => Said().Matches(File.ReadAllText(file)).SelectMany(call => Literal().Matches(call.Value).Select(key => key.Groups[1].Value)))
            .Concat(Files("*.cshtml").SelectMany(file => FieldName().Matches(File.ReadAllText(file)).Select(name => $"Field.{name.Groups[1].Value}")));

    /// <summary>Say["…"], this["…"], Say.Find("…"), and both sides of a choice inside.</summary>
    [GeneratedRegex("""([Ss]ay\[|this\[|Say\.Find\(|(?<![.\w])Find\((?=\$))(?:[^\]\["]|"(?:\{[^}]*\}|[^"{])*"|\[[^\]]*\])*?[\])]""")]
    private static partial Regex Said();

    [GeneratedRegex(@"""([A-Z](?:\{[^}]*\}|[^""{])*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"Field\(""(\w+)""")]
    private static partial Regex FieldName();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
