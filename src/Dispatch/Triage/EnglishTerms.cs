using System.Text.RegularExpressions;
using Dispatch.Finding;

namespace Dispatch.Triage;

/// <summary>
/// Finds English terms: whole words, singular or plural, the longest that fits; "veterinar*" stands for
/// all words that begin so. A long word may carry one slip of the pen ("managment", "varitey").
/// </summary>
internal static partial class EnglishTerms
{
    /// <summary>Shorter words turn into other words too easily.</summary>
    private const int ShortestForgiven = 7;

    private static readonly (Term Term, string[] Words)[] All =
        [.. Term.All.Where(term => !term.IsChinese).Select(term => (term, WordsOf(term.Text))).OrderByDescending(pair => pair.Item2.Length).ThenByDescending(pair => pair.term.Text.Length)];

    private static readonly ILookup<char, (Term Term, string[] Words)> ByFirst = All.ToLookup(pair => pair.Words[0][0]);

    public static IEnumerable<Term> In(string text)
    {
        var words = WordsOf(text);
        for (var at = 0; at < words.Length;)
        {
            var (term, length) = LongestAt(words.AsSpan(at), Same) ?? LongestAt(words.AsSpan(at), AlmostSame) ?? default;
            if (term is not null) yield return term;
            at += Math.Max(length, 1);
        }
    }

    private static (Term, int)? LongestAt(ReadOnlySpan<string> words, Func<string, string, bool> same)
    {
        foreach (var (term, parts) in ByFirst[words[0][0]])
            if (Begins(words, parts, same)) return (term, parts.Length);
        return null;
    }

    private static bool Begins(ReadOnlySpan<string> words, string[] parts, Func<string, string, bool> same)
    {
        if (parts.Length > words.Length) return false;
        for (var i = 0; i < parts.Length; i++)
            if (!same(words[i], parts[i])) return false;
        return true;
    }

    private static bool Same(string word, string part) =>
        part[^1] == '*' ? word.StartsWith(part[..^1], StringComparison.Ordinal) : word == part;

    private static bool AlmostSame(string word, string part) =>
        Same(word, part) || (word.Length >= ShortestForgiven && part.Length >= ShortestForgiven && part[^1] != '*' && OneSlip(word, part));

    /// <summary>One letter too many, too few, wrong, or two swapped; the first letter is right.</summary>
    private static bool OneSlip(string a, string b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (b.Length - a.Length > 1) return false;
        var head = a.AsSpan().CommonPrefixLength(b);
        if (head == 0) return false;
        (a, b) = (a[head..], b[head..]);
        if (a.Length < b.Length) return a == b[1..];
        return a.Length == 0 || a[1..] == b[1..] || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]);
    }

    private static string[] WordsOf(string text) => [.. Word().Matches(text).Select(match => Singular(match.Value))];

    private static string Singular(string word) => word switch
    {
        [.. var stem, '\'', 's'] => stem,
        [_, _, .., 'o', 'e', 's'] => word[..^2],
        [_, _, .., 'i', 'e', 's'] when word.Length > 4 => word[..^3] + "y",
        [_, _, .., not 's', 's'] when word.Length > 3 => word[..^1],
        _ => word,
    };

    [GeneratedRegex(@"[a-z][a-z']*\*?")]
    private static partial Regex Word();
}
