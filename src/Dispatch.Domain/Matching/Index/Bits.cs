using System.Numerics;

namespace Dispatch.Domain.Matching.Index;

/// <summary>The numbers of the bits that are set, from the lowest.</summary>
internal ref struct Bits(ulong bits)
{
    public int Current { get; private set; }

    public readonly Bits GetEnumerator() => this;

    public bool MoveNext()
    {
        if (bits == 0) return false;
        Current = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return true;
    }
}
