using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dispatch.Domain.Ledger;

/// <summary>
/// Tells whether two collections count the same, each source as often, without keeping either in memory. What is counted
/// becomes a number by a line through chance, and the collection the product of (number + chance), both modulo the prime
/// 2^61 - 1 and twice, with other chance. Those that are equal have the same print, in whatever order; of n that are not,
/// fewer than one in (2^61 / n)^2 have, and the chance is drawn anew for each comparison, so nobody can aim at it.
/// </summary>
public sealed class Fingerprint
{
    private const ulong Prime = (1UL << 61) - 1;
    private const int Parts = 7;

    private readonly ulong[] chance;
    private ulong one = 1, other = 1;

    private Fingerprint(ulong[] chance) => this.chance = chance;

    /// <summary>One of nothing, to be compared with those that are made alike and no other.</summary>
    public static Fingerprint Empty()
    {
        var chance = new ulong[2 * (Parts + 1)];
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        for (var n = 0; n < chance.Length; n++)
        {
            RandomNumberGenerator.Fill(bytes);
            chance[n] = BinaryPrimitives.ReadUInt64LittleEndian(bytes) % Prime;
        }
        return new Fingerprint(chance);
    }

    /// <summary>Another of nothing, which can be compared with this one or be added to it.</summary>
    public Fingerprint Alike() => new(chance);

    public void Add(EntryKind kind, Guid source, int occasion, int people)
    {
        Span<byte> id = stackalloc byte[16];
        source.TryWriteBytes(id);
        ReadOnlySpan<ulong> parts =
        [
            (ulong)kind,
            BinaryPrimitives.ReadUInt32LittleEndian(id),
            BinaryPrimitives.ReadUInt32LittleEndian(id[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(id[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(id[12..]),
            unchecked((uint)occasion),
            unchecked((uint)people),
        ];
        one = Times(one, Number(parts, chance.AsSpan(0, Parts + 1)));
        other = Times(other, Number(parts, chance.AsSpan(Parts + 1)));
    }

    /// <summary>What the other has counted counts here as well.</summary>
    /// <exception cref="ArgumentException">They are not alike.</exception>
    public void Add(Fingerprint other)
    {
        if (chance != other.chance) throw new ArgumentException("It is of another comparison.", nameof(other));
        one = Times(one, other.one);
        this.other = Times(this.other, other.other);
    }

    /// <summary>Whether both have counted the same.</summary>
    public bool Matches(Fingerprint than) => (chance, one, other) == (than.chance, than.one, than.other);

    private static ulong Number(ReadOnlySpan<ulong> parts, ReadOnlySpan<ulong> chance)
    {
        var sum = chance[^1];
        for (var n = 0; n < parts.Length; n++) sum = Within(sum + Times(parts[n], chance[n]));
        return sum;
    }

    private static ulong Times(ulong one, ulong other)
    {
        var high = Math.BigMul(one, other, out var low);
        return Within((low & Prime) + ((low >> 61) | (high << 3)));
    }

    private static ulong Within(ulong sum) => sum >= Prime ? sum - Prime : sum;
}
