namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// What some experts have in common: the box their bases are in, how far the one who goes farthest goes, the skills that any of
/// them has, and the least load among them; infinite when all are full.
/// </summary>
internal struct Box
{
    public float MinX, MinY, MinZ, MaxX, MaxY, MaxZ, MostRadiusKm, LeastLoad;

    public ulong AnySkills;

    public static Box Nobody => new()
    {
        MinX = float.PositiveInfinity,
        MinY = float.PositiveInfinity,
        MinZ = float.PositiveInfinity,
        MaxX = float.NegativeInfinity,
        MaxY = float.NegativeInfinity,
        MaxZ = float.NegativeInfinity,
        LeastLoad = float.PositiveInfinity,
    };

    public static Box Of(in Profile who) => new()
    {
        MinX = who.Spot.X,
        MinY = who.Spot.Y,
        MinZ = who.Spot.Z,
        MaxX = who.Spot.X,
        MaxY = who.Spot.Y,
        MaxZ = who.Spot.Z,
        MostRadiusKm = who.RadiusKm,
        AnySkills = who.Junior,
        LeastLoad = who.Load,
    };

    public void Take(in Box box)
    {
        (MinX, MinY, MinZ) = (MathF.Min(MinX, box.MinX), MathF.Min(MinY, box.MinY), MathF.Min(MinZ, box.MinZ));
        (MaxX, MaxY, MaxZ) = (MathF.Max(MaxX, box.MaxX), MathF.Max(MaxY, box.MaxY), MathF.Max(MaxZ, box.MaxZ));
        (MostRadiusKm, LeastLoad) = (MathF.Max(MostRadiusKm, box.MostRadiusKm), MathF.Min(LeastLoad, box.LeastLoad));
        AnySkills |= box.AnySkills;
    }
}
