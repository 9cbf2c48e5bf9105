using System.Buffers.Binary;
using Dispatch.Domain;

namespace Dispatch.Web.Demo;

/// <summary>
/// Chance that depends only on the seed and on what it is about, not on who threw first: the same seed gives the same
/// month, on whatever transport.
/// </summary>
public sealed class Dice(int seed)
{
    /// <summary>A number from 0 to 1, always the same for the same words.</summary>
    public double Throw(params ReadOnlySpan<string> about) =>
        BinaryPrimitives.ReadUInt32LittleEndian(NamedId.For($"dice {seed}", about).ToByteArray()) / (uint.MaxValue + 1.0);

    public bool Happens(double chance, params ReadOnlySpan<string> about) => Throw(about) < chance;

    public T From<T>(IReadOnlyList<T> choices, params ReadOnlySpan<string> about) => choices[(int)(Throw(about) * choices.Count)];

    /// <summary>So many minutes, spread evenly.</summary>
    public TimeSpan Minutes(int least, int most, params ReadOnlySpan<string> about) => TimeSpan.FromMinutes(least + (int)(Throw(about) * (most - least)));
}
