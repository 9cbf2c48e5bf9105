using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dispatch.Domain.Matching.Index;

/// <summary>Eight boxes side by side, number by number, so that one instruction looks at all of them.</summary>
internal struct Boxes
{
    public const int Count = 8;

    private Eight<float> minX, minY, minZ, maxX, maxY, maxZ, mostRadiusKm, leastLoad;
    private Eight<ulong> anySkills;

    public readonly Vector256<float> MostRadiusKm => Vector256.Create<float>(mostRadiusKm);

    public readonly Vector256<float> LeastLoad => Vector256.Create<float>(leastLoad);

    public readonly float LeastLoadOfAll
    {
        get
        {
            var least = leastLoad[0];
            for (var i = 1; i < Count; i++) least = MathF.Min(least, leastLoad[i]);
            return least;
        }
    }

    public Box this[int i]
    {
        readonly get => new()
        {
            MinX = minX[i],
            MinY = minY[i],
            MinZ = minZ[i],
            MaxX = maxX[i],
            MaxY = maxY[i],
            MaxZ = maxZ[i],
            MostRadiusKm = mostRadiusKm[i],
            LeastLoad = leastLoad[i],
            AnySkills = anySkills[i],
        };
        set
        {
            (minX[i], minY[i], minZ[i]) = (value.MinX, value.MinY, value.MinZ);
            (maxX[i], maxY[i], maxZ[i]) = (value.MaxX, value.MaxY, value.MaxZ);
            (mostRadiusKm[i], leastLoad[i], anySkills[i]) = (value.MostRadiusKm, value.LeastLoad, value.AnySkills);
        }
    }

    /// <summary>The box around all eight.</summary>
    public readonly Box Around()
    {
        var around = this[0];
        for (var i = 1; i < Count; i++) around.Take(this[i]);
        return around;
    }

    /// <summary>Notes the least load in one of them.</summary>
    /// <returns>Whether it is another than before.</returns>
    public bool LoadChanges(int i, float least)
    {
        var changes = leastLoad[i] != least;
        leastLoad[i] = least;
        return changes;
    }

    /// <summary>In which of them somebody has these skills or several have them together, one bit each.</summary>
    public readonly uint HaveAll(ulong skills) =>
        (uint)Vector512.Equals(Vector512.Create<ulong>(anySkills) & Vector512.Create(skills), Vector512.Create(skills)).ExtractMostSignificantBits();

    /// <summary>The straight lines to the nearest point of each box, km; no base in it is nearer.</summary>
    public readonly Vector256<float> ChordKm(in Spot from)
    {
        var (x, y, z) = (Beside(minX, maxX, from.X), Beside(minY, maxY, from.Y), Beside(minZ, maxZ, from.Z));
        return Vector256.Sqrt((x * x) + (y * y) + (z * z)) * Spot.EarthRadiusKm;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Beside(in Eight<float> min, in Eight<float> max, float from) =>
        Vector256.Max(Vector256.Max(Vector256.Create<float>(min) - Vector256.Create(from), Vector256.Create(from) - Vector256.Create<float>(max)), Vector256<float>.Zero);

    [InlineArray(Count)]
    private struct Eight<T>
    {
        private T first;
    }
}
