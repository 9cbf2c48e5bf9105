using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dispatch.Accounts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Privacy;

namespace Dispatch.Tests.House;

/// <summary>What people read exists in both languages, and whatever the code wants to say can be said.</summary>
public sealed partial class The_sentences
{
    private static IEnumerable<string> Pairs() =>
        Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.en.resx", SearchOption.AllDirectories).Where(IsSource).Select(file => Path.GetRelativePath(Sources.Root, file));

    [Test]
    public void Every_text_file_has_its_twin() =>
        Assert.That(
            Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.resx", SearchOption.AllDirectories).Where(IsSource).Where(file => !file.EndsWith(".en.resx", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Sources.Root, file)),
            Is.EquivalentTo(Pairs().Select(Chinese)));

    [TestCaseSource(nameof(Pairs))]
    public void Both_languages_say_the_same_things(string english)
    {
        var (here, there) = (Texts(english), Texts(Chinese(english)));
        Assert.That(here.Keys, Is.EquivalentTo(there.Keys));
        Assert.That(here.Keys.Where(key => !Holes(here[key]).SetEquals(Holes(there[key]))), Is.Empty, "the sentences have different holes to fill");
    }

    [TestCase(typeof(Refusal))]
    [TestCase(typeof(Exclusion))]
    [TestCase(typeof(Choice))]
    [TestCase(typeof(NoAnswerCode))]
    [TestCase(typeof(Shortage))]
    [TestCase(typeof(State))]
    [TestCase(typeof(Outcome))]
    [TestCase(typeof(ClerkReason))]
    [TestCase(typeof(Urgency))]
    [TestCase(typeof(Mode))]
    [TestCase(typeof(OfferState))]
    [TestCase(typeof(AccountTrouble))]
    [TestCase(typeof(ErasureRefusal))]
    public void Every_reason_has_a_sentence(Type reasons) =>
        Assert.That(Enum.GetNames(reasons).Select(name => $"{reasons.Name}.{name}").Except(HttpTexts().Keys), Is.Empty);

    [Test]
    public void Every_rule_that_costs_has_a_name() =>
        Assert.That(Rules.Soft.Select(rule => $"SoftRule.{rule.Name}").Except(HttpTexts().Keys), Is.Empty);

    [Test]
    public void Every_fact_has_a_name() =>
        Assert.That(typeof(Fact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract).Select(type => $"Fact.{type.Name}").Except(HttpTexts().Keys), Is.Empty);

    [Test]
    public void Every_complaint_in_the_code_has_a_sentence()
    {
        var used = Sources.Of(Path.Combine("src", "Dispatch")).Concat(Sources.Of(Path.Combine("src", "Dispatch.Web"))).SelectMany(KeysIn).ToList();
        Assert.That(used, Has.Count.GreaterThan(20), "the search for them is broken");
        Assert.That(used.Where(one => !HttpTexts().ContainsKey(one.Key)).Select(one => $"{one.File}: {one.Key}"), Is.Empty);
    }

    private static IEnumerable<(string File, string Key)> KeysIn(string file)
    {
        var text = File.ReadAllText(file);
        foreach (Match call in Complaint().Matches(text))
            if (SecondArgument(text, call.Index + call.Length) is { } argument)
                foreach (Match key in Literal().Matches(argument))
                    yield return (Path.GetFileName(file), key.Groups[1].Value);
    }

    /// <summary>What stands between the first and the second comma of a call that are not inside brackets or quotes.</summary>
    private static string? SecondArgument(string text, int at)
    {
        var (depth, quoted, comma) = (0, false, -1);
        for (; at < text.Length; at++)
        {
            if (text[at] == '"' && text[at - 1] != '\\') quoted = !quoted;
            if (quoted) continue;
            if (text[at] is '(' or '[' or '{') depth++;
            else if (text[at] is ')' or ']' or '}' && --depth < 0) return comma < 0 ? null : text[comma..at];
            else if (text[at] == ',' && depth == 0 && comma >= 0) return text[comma..at];
            else if (text[at] == ',' && depth == 0) comma = at + 1;
        }
        return null;
    }

    private static Dictionary<string, string> HttpTexts() => Texts(Path.Combine("src", "Dispatch", "Http", "Texts.resx"));

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(Sources.Root, file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Holes(string text) => [.. Hole().Matches(text).Select(hole => hole.Value)];

    private static string Chinese(string english) => english.Replace(".en.resx", ".resx", StringComparison.Ordinal);

    private static bool IsSource(string file) => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal);

    [GeneratedRegex(@"(\bFail|new BadInput|new FieldError|new Breach|(?<!Notice)Texts\.In)\(")]
    private static partial Regex Complaint();

    [GeneratedRegex(@"(?<!\$)""([\w.]+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Hole();
}
