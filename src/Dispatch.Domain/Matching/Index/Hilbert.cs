namespace Dispatch.Domain.Matching.Index;

/// <summary>Numbers places along a curve on which neighbours are near each other (Hilbert 1891), so that runs of it make small boxes.</summary>
internal static class Hilbert
{
    private const int Bits = 16;
    private const uint Side = 1u << Bits;

    /// <summary>Brings experts in order along the curve, those at the same place by id: the same experts, the same order.</summary>
    public static void Sort(Candidate[] candidates)
    {
        var curve = new uint[candidates.Length];
        Parallel.For(0, curve.Length, n => curve[n] = Of(candidates[n].Expert.Base.Latitude, candidates[n].Expert.Base.Longitude));
        Array.Sort(curve, candidates);
        for (int first = 0, next = 1; next <= curve.Length; next++)
        {
            if (next < curve.Length && curve[next] == curve[first]) continue;
            if (next - first > 1) candidates.AsSpan(first, next - first).Sort((one, other) => one.Expert.Id.CompareTo(other.Expert.Id));
            first = next;
        }
    }

    /// <summary>In degrees.</summary>
    public static uint Of(double latitude, double longitude)
    {
        var x = (uint)Math.Min(Side - 1, (longitude + Place.MostLongitude) / (2 * Place.MostLongitude) * Side);
        var y = (uint)Math.Min(Side - 1, (latitude + Place.MostLatitude) / (2 * Place.MostLatitude) * Side);
        var along = 0u;
        for (var half = Side / 2; half > 0; half /= 2)
        {
            var (right, upper) = ((x & half) > 0 ? 1u : 0, (y & half) > 0 ? 1u : 0);
            along = unchecked(along + (half * half * ((3 * right) ^ upper)));
            if (upper > 0) continue;
            if (right > 0) (x, y) = (unchecked(Side - 1 - x), unchecked(Side - 1 - y));
            (x, y) = (y, x);
        }
        return along;
    }
}
