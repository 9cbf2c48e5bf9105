namespace Dispatch.Domain.Matching.Index;

/// <summary>An expert at a glance: enough to exclude most without asking the rules, and never one whom they would let pass.</summary>
internal struct Profile
{
    /// <summary>The skills held, one bit each: at any level, from intermediate, from senior.</summary>
    public ulong Junior, Intermediate, Senior;

    /// <summary>Where the base is.</summary>
    public Spot Spot;

    public float RadiusKm;

    public int OpenSeats, Capacity;

    public uint Crops;

    public ushort Languages;

    /// <summary>The number of the weekly hours.</summary>
    public byte Hours;

    public readonly bool IsFull => OpenSeats >= Capacity;

    /// <summary>The share of the capacity that is taken.</summary>
    public readonly float Load => (float)OpenSeats / Capacity;

    /// <summary>The load, or infinite when full.</summary>
    public readonly float LoadIfFree => IsFull ? float.PositiveInfinity : Load;

    public readonly bool HasAll(in Skills wanted) =>
        (Junior & wanted.Junior) == wanted.Junior && (Intermediate & wanted.Intermediate) == wanted.Intermediate && (Senior & wanted.Senior) == wanted.Senior;

    /// <summary>Skills at levels as bits.</summary>
    public readonly struct Skills
    {
        public readonly ulong Junior, Intermediate, Senior;

        public Skills(IReadOnlyList<SkillLevel> skills)
        {
            for (var i = 0; i < skills.Count; i++)
            {
                var bit = 1UL << (byte)skills[i].Skill;
                Junior |= bit;
                if (skills[i].Level >= Level.Intermediate) Intermediate |= bit;
                if (skills[i].Level >= Level.Senior) Senior |= bit;
            }
        }
    }
}

/// <summary>
/// A point on the unit sphere. A chord is never longer than its arc, so chords bound distances from below without any
/// trigonometry, and across the date line as well; the 24 bits of a float are half a metre of the earth.
/// </summary>
internal readonly struct Spot
{
    public const float EarthRadiusKm = (float)Place.EarthRadiusKm;

    public readonly float X, Y, Z;

    public Spot(Place place)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(place.Latitude * Math.PI / 180);
        var (sinLongitude, cosLongitude) = Math.SinCos(place.Longitude * Math.PI / 180);
        (X, Y, Z) = ((float)(cosLatitude * cosLongitude), (float)(cosLatitude * sinLongitude), (float)sinLatitude);
    }

    /// <summary>The straight line through the earth, km.</summary>
    public float ChordKm(in Spot other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return EarthRadiusKm * MathF.Sqrt((x * x) + (y * y) + (z * z));
    }
}
