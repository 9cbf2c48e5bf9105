namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Gives words (languages, crops, weekly hours) numbers, so that a set of them is a set of bits. The last bit stands for
/// every word that came after the others had theirs: whoever has it may know any word, and is judged by the rules.
/// </summary>
/// <param name="most">How many numbers there are, up to 64.</param>
/// <param name="comparer">Which words are the same.</param>
internal sealed class Glossary<TWord>(int most, IEqualityComparer<TWord>? comparer = null)
    where TWord : notnull
{
    private readonly Dictionary<TWord, int> numbers = new(comparer);

    public IReadOnlyDictionary<TWord, int> Numbers => numbers;

    public ulong Add(TWord word)
    {
        if (!numbers.TryGetValue(word, out var number)) numbers[word] = number = Math.Min(numbers.Count, most - 1);
        return 1UL << number;
    }

    public ulong Add(IEnumerable<TWord> words)
    {
        var bits = 0UL;
        foreach (var word in words) bits |= Add(word);
        return bits;
    }

    /// <summary>The bits one of which whoever knows the word has; none when nobody knows it.</summary>
    public ulong AnyOf(TWord word) => numbers.TryGetValue(word, out var number) ? 1UL << number : 0;
}
