using Dispatch.Finding;

namespace Dispatch.Triage;

/// <summary>Finds Chinese terms: from left to right, the longest that fits (苹果梨 is not 苹果 and 梨).</summary>
internal static class ChineseTerms
{
    private static readonly Dictionary<char, Term[]> ByFirst = Term.All
        .Where(term => term.IsChinese)
        .GroupBy(term => term.Text[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(term => term.Text.Length).ToArray());

    public static IEnumerable<Term> In(string words)
    {
        for (var at = 0; at < words.Length;)
        {
            var term = LongestAt(words, at);
            if (term is not null) yield return term;
            at += term?.Text.Length ?? 1;
        }
    }

    private static Term? LongestAt(string words, int at) =>
        ByFirst.TryGetValue(words[at], out var terms)
            ? Array.Find(terms, term => words.AsSpan(at).StartsWith(term.Text, StringComparison.Ordinal))
            : null;
}
