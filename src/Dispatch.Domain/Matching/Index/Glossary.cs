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
    /// <summary>Another one for each new word, because others look up meanwhile.</summary>
    private Dictionary<TWord, int> numbers = new(comparer);

    public IReadOnlyDictionary<TWord, int> Numbers => numbers;

    /// <summary>The bit of the words without a number of their own.</summary>
    public ulong Rest { get; } = 1UL << (most - 1);

    public ulong Add(TWord word)
    {
        if (numbers.TryGetValue(word, out var number)) return 1UL << number;
        if (numbers.Count >= most - 1) return Rest;
        number = numbers.Count;
        numbers = new(numbers, comparer) { [word] = number };
        return 1UL << number;
    }

    public ulong Add(IEnumerable<TWord> words)
    {
        var bits = 0UL;
        foreach (var word in words) bits |= Add(word);
        return bits;
    }

    /// <summary>The bits one of which whoever knows the word has.</summary>
    public ulong AnyOf(TWord word) => numbers.TryGetValue(word, out var number) ? 1UL << number : numbers.Count < most - 1 ? 0 : Rest;
}
