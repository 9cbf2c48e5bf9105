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
    private const int Usual = 1024;
    private static ReadOnlySpan<byte> Version => "1"u8;

    public static string HashOf(Entry entry, string previousHash)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var form = new CanonicalForm(stackalloc byte[Usual]);
        Write(entry, previousHash, ref form);
        SHA256.HashData(form.Written, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The canonical form, as text.</summary>
    public static string Canonical(Entry entry, string previousHash)
    {
        var form = new CanonicalForm(stackalloc byte[Usual]);
        Write(entry, previousHash, ref form);
        return Encoding.UTF8.GetString(form.Written);
    }

    private static void Write(Entry entry, string previousHash, ref CanonicalForm form)
    {
        form.Add(Version);
        form.Add(previousHash);
        form.Add(entry.Sequence);
        form.Add(entry.Kind.ToString());
        form.Add(entry.Counted?.ToString());
        form.Add(entry.Quantity);
        form.Add(entry.People);
        form.Add(entry.Experts.Count == 1 ? entry.Experts[0].Expert.ToString() : string.Join(' ', entry.Experts.Select(share => share.Expert.ToString()).Order(StringComparer.Ordinal)));
        form.Add(entry.Station?.Value);
        form.Add(entry.TownCode);
        form.Add(entry.HappenedAt.UtcDateTime, "O");
        form.Add(entry.RecordedAt.UtcDateTime, "O");
        form.Add(entry.Source);
        form.Add(entry.Occasion);
        form.Add(entry.Reverses);
        form.Add(entry.Words);
    }
}
