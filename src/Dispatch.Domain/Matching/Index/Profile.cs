using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching.Index;

/// <summary>An expert at a glance: enough to exclude most without asking the rules, and never one whom they would let pass.</summary>
internal struct Profile
{
    /// <summary>The level of each skill, a bit in either: 0 when it is not held, 3 from senior.</summary>
    private ulong lowBits, highBits;

    /// <summary>Where the base is.</summary>
    public Spot Spot;

    public float RadiusKm;

    /// <summary>The share of the capacity that is taken; infinite when all is, or when the expert is no longer with the programme.</summary>
    public float Load;

    public uint Crops;

    public ushort Languages;

    /// <summary>The number of the weekly hours.</summary>
    public byte Hours;

    /// <summary>Whether duty depends on more than the number of the weekly hours: there is leave, or the hours have no number of their own.</summary>
    public bool MayBeAway;

    /// <summary>The skills held, at any level.</summary>
    public readonly ulong Junior => lowBits | highBits;

    public Skills Held
    {
        init => (lowBits, highBits) = ((value.Junior & ~value.Intermediate) | value.Senior, value.Intermediate);
    }

    public static float LoadOf(Candidate candidate) => candidate is { Expert.Active: true, FreeSeats: > 0 } ? (float)candidate.Load : float.PositiveInfinity;

    public readonly bool Lacks(in Skills wanted) =>
        ((wanted.Junior & ~Junior) | (wanted.Intermediate & ~highBits) | (wanted.Senior & ~(lowBits & highBits))) != 0;

    /// <summary>Skills at levels as bits.</summary>
    public readonly record struct Skills(ulong Junior, ulong Intermediate, ulong Senior)
    {
        /// <summary>All of these, at these levels or better.</summary>
        public static Skills Of(ReadOnlySpan<SkillLevel> wanted)
        {
            var skills = default(Skills);
            foreach (var one in wanted) skills = skills.With(one);
            return skills;
        }

        /// <summary>Those of the expert, active or not; of a skill that is listed twice the first counts.</summary>
        public static Skills Of(Expert expert)
        {
            var skills = default(Skills);
            foreach (var held in expert.Skills)
                if (expert.LevelIn(held.Skill) == held.Level) skills = skills.With(held);
            return skills;
        }

        private Skills With(SkillLevel one)
        {
            var bit = 1UL << (byte)one.Skill;
            return new Skills(Junior | bit, one.Level >= Level.Intermediate ? Intermediate | bit : Intermediate, one.Level >= Level.Senior ? Senior | bit : Senior);
        }
    }
}

/// <summary>
/// A point on the unit sphere. A chord is never longer than its arc, so chords bound distances from below without any
/// trigonometry, and across the date line as well; the 24 bits of a float are half a metre of the earth.
/// </summary>
internal readonly record struct Spot
{
    public const float EarthRadiusKm = (float)Place.EarthRadiusKm;

    /// <summary>Up to the earth's radius an arc is longer than its chord by no more than the chord's cube over 21 squares of the radius: 2 asin(x/2) &lt; x + x³/21.</summary>
    private const float PerKm3 = 1 / (21 * EarthRadiusKm * EarthRadiusKm);

    public readonly float X, Y, Z;

    public Spot(Place place) => (X, Y, Z) = ((float)(place.X + 1), (float)place.Y, (float)place.Z);

    /// <summary>Degrees, to half a metre.</summary>
    public (double Latitude, double Longitude) Degrees => (Math.Asin(Math.Clamp(Z, -1, 1)) * 180 / Math.PI, Math.Atan2(Y, X) * 180 / Math.PI);

    /// <summary>The straight line through the earth, km.</summary>
    public float ChordKm(in Spot other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return EarthRadiusKm * MathF.Sqrt((x * x) + (y * y) + (z * z));
    }

    /// <summary>How much longer the way over the earth can be than this chord, km; infinite for chords longer than the radius.</summary>
    public static float ArcBeyondKm(float chordKm) => chordKm <= EarthRadiusKm ? chordKm * chordKm * chordKm * PerKm3 : float.PositiveInfinity;
}
