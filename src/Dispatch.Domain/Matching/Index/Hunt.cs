using System.Numerics;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// The search for one seat's best expert: what the need asks, at a glance, and the best found so far. Bounds from below pass
/// over who can't be better; <see cref="Rules.Judge"/> alone decides about the others, so the answer is the full scan's.
/// </summary>
internal ref struct Hunt
{
    /// <summary>More than all that rounding can take from a bound: spots to half a metre, cost parts to a metre, sums of floats.</summary>
    private const float SlackKm = 0.02f, SlackShare = 4e-6f;

    private readonly Need need;
    private readonly Scene scene;
    private readonly ReadOnlySpan<Candidate> candidates;
    private readonly ReadOnlySpan<Profile> profiles;
    private readonly ReadOnlySpan<int> slots;
    private readonly ReadOnlySpan<float> rarity;
    private readonly Profile.Skills skills;
    private readonly ulong languages, crops, onDuty;
    private readonly Spot spot;
    private readonly float loadKm, cropKm, scarcityKm, waitedKm, bonusKm;
    private int best = int.MaxValue;
    private long leastM;

    public Hunt(Need need, Scene scene, ExpertIndex index)
    {
        (this.need, this.scene) = (need, scene);
        candidates = scene.Roster.Candidates;
        profiles = index.Profiles;
        slots = index.Slots;
        rarity = index.Rarity;
        (skills, spot) = (new Profile.Skills(need.Skills), new Spot(need.Place));
        languages = index.Languages.AnyOf(need.Language);
        crops = need.Crop is { } crop ? index.Crops.AnyOf(crop) : 0;
        onDuty = scene.OnDuty(need.AnswerBy, index.Hours);
        var weights = scene.Weights;
        (loadKm, cropKm, scarcityKm) = ((float)weights.LoadKm, need.Crop is null ? 0 : (float)weights.CropKm, (float)weights.ScarcityKm);
        waitedKm = (float)(weights.AgeKmPerHour * scene.HoursWaited(need));
        bonusKm = (float)(weights.PairingBonusKm + weights.AskedForBonusKm);
        leastM = need.Urgency == Urgency.Urgent || need.HeldFor is not null ? long.MaxValue : (long)(weights.ReachKm * 1000);
        MostKm = Most();
    }

    /// <summary>What somebody without a bonus may cost at most to be worth a look, waiting not yet credited, km.</summary>
    public float MostKm { get; private set; }

    /// <summary>Who is best, or null.</summary>
    public readonly Expert? Best => best == int.MaxValue ? null : candidates[best].Expert;

    /// <summary>What nobody in the box costs less than, km; infinite when the rules would refuse all.</summary>
    public readonly float BoundKm(in Box box)
    {
        if (float.IsPositiveInfinity(box.LeastLoad) || (box.AnySkills & skills.Junior) != skills.Junior) return float.PositiveInfinity;
        var km = box.ChordKm(spot);
        return km > box.MostRadiusKm + SlackKm ? float.PositiveInfinity : km + (loadKm * box.LeastLoad);
    }

    /// <summary>What the expert does not cost less than without a bonus, km; infinite when the rules would certainly refuse.</summary>
    public readonly float BoundKm(int place)
    {
        ref readonly var who = ref profiles[place];
        if (who.IsFull || !who.HasAll(skills) || (who.Languages & languages) == 0 || (onDuty >> who.Hours & 1) == 0) return float.PositiveInfinity;
        var km = who.Spot.ChordKm(spot);
        if (km > who.RadiusKm + SlackKm) return float.PositiveInfinity;
        km += loadKm * who.Load;
        if ((who.Crops & crops) == 0) km += cropKm;
        return km > MostKm ? km : km + (scarcityKm * RarestBeside(who.Junior & ~skills.Junior));
    }

    /// <summary>Asks the rules about the expert at this place on the curve, unless it can't be better.</summary>
    public void Consider(int place)
    {
        if (BoundKm(place) <= MostKm) Judge(place);
    }

    /// <summary>The same, of somebody who may cost less by the bonuses.</summary>
    public void ConsiderWithBonus(int place)
    {
        if (BoundKm(place) - bonusKm <= MostKm) Judge(place);
    }

    /// <summary>Asks the rules; equal costs go to the lower slot, which is the lower id.</summary>
    public void Judge(int place)
    {
        var slot = slots[place];
        if (Rules.Judge(need, candidates[slot], scene, out var costM) is not null) return;
        if (costM > leastM || (costM == leastM && slot >= best)) return;
        (best, leastM) = (slot, costM);
        MostKm = Most();
    }

    private readonly float Most() => leastM == long.MaxValue ? float.MaxValue : Widened((leastM / 1000f) + waitedKm);

    private static float Widened(float km) => km + SlackKm + (SlackShare * MathF.Abs(km));

    private readonly float RarestBeside(ulong others)
    {
        var rarest = 0f;
        for (; others != 0; others &= others - 1) rarest = MathF.Max(rarest, rarity[BitOperations.TrailingZeroCount(others)]);
        return rarest;
    }
}
