using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dispatch.Domain.Ledger;

/// <summary>An entry as the next one sees it.</summary>
public readonly record struct Link(long Sequence, string Hash)
{
    /// <summary>What the first entry follows: sequence 0 and 64 zeros.</summary>
    public static Link Start { get; } = new(0, new string('0', 64));
}

/// <summary>
/// The chain of hashes. The hash of an entry is the SHA-256, in lower-case hexadecimal, of its canonical form: these
/// fields in this order, each in UTF-8 as "length in bytes:text," and a missing one as "-,":
/// the version of the form (1); the hash of the entry before; sequence; kind; counted; quantity; people; the experts' ids,
/// sorted, with spaces between; station id; town code; happenedAt; recordedAt; source; occasion; reverses; words.
/// Times are UTC with seven decimals (2026-06-01T01:00:00.0000000Z), ids are lower-case with hyphens, numbers are decimal.
/// </summary>
public static class Chain
{
    private const string Version = "1";

    public static string HashOf(Entry entry, string previousHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(entry, previousHash))));

    /// <summary>The canonical form, as text.</summary>
    public static string Canonical(Entry entry, string previousHash)
    {
        var form = new StringBuilder(400);
        foreach (var field in Fields(entry, previousHash))
        {
            if (field is null) form.Append('-');
            else form.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}");
            form.Append(',');
        }
        return form.ToString();
    }

    private static IEnumerable<string?> Fields(Entry entry, string previousHash) =>
    [
        Version,
        previousHash,
        Number(entry.Sequence),
        entry.Kind.ToString(),
        entry.Counted?.ToString(),
        Number(entry.Quantity),
        Number(entry.People),
        string.Join(' ', entry.Experts.Select(share => share.Expert.ToString()).Order(StringComparer.Ordinal)),
        entry.Station?.ToString(),
        entry.TownCode,
        Time(entry.HappenedAt),
        Time(entry.RecordedAt),
        entry.Source.ToString(),
        Number(entry.Occasion),
        entry.Reverses is { } reversed ? Number(reversed) : null,
        entry.Words,
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
