using System.Runtime.Intrinsics;
using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching.Index;

/// <summary>Somebody who may have the seat, and the cost, in metres.</summary>
internal readonly record struct Found(long CostM, int Slot);

/// <summary>Somebody about whom the rules are to be asked.</summary>
/// <param name="LeastKm">What they cost at least.</param>
/// <param name="MostKm">What they cost at most; infinite where only the rules can tell whether they may.</param>
/// <param name="Slot">Who.</param>
internal readonly record struct Contender(float LeastKm, float MostKm, int Slot);

/// <summary>
/// The search for one seat's best experts: what the need asks, at a glance, and the best found so far. Bounds pass over who
/// can't be among them; <see cref="Rules.Judge"/> alone decides about the others, so the answer is the full scan's.
/// </summary>
internal ref struct Hunt
{
    public const int MostContenders = 16, MostOthers = 16;

    /// <summary>More than all that rounding can take from a bound: spots to half a metre, cost parts to a metre, sums of floats.</summary>
    private const float SlackKm = 0.02f, SlackShare = 4e-6f;

    private readonly Need need;
    private readonly Scene scene;
    private readonly ReadOnlySpan<Candidate> candidates;
    private readonly ReadOnlySpan<Profile> profiles;
    private readonly ReadOnlySpan<float> rarity;
    private readonly Profile.Skills skills;
    private readonly ulong languages, crops, onDuty;
    private readonly Spot spot;
    private readonly float loadKm, cropKm, scarcityKm, waitedKm, bonusKm;
    private readonly Span<Found> found;
    private readonly Span<Contender> contenders;

    /// <summary>The slots of those who are not asked for this order.</summary>
    private readonly ReadOnlySpan<int> others;
    private int waiting;

    public Hunt(Need need, Scene scene, ExpertIndex index, Span<Found> found, Span<Contender> contenders, Span<int> others)
    {
        (this.need, this.scene) = (need, scene);
        this.found = found;
        this.contenders = contenders;
        candidates = scene.Roster.Candidates;
        profiles = index.Profiles;
        rarity = index.Rarity;
        (skills, spot) = (Profile.Skills.Of(need.Asked), new Spot(need.Place));
        languages = index.Languages.AnyOf(need.Language);
        crops = need.Crop is { } crop ? index.Crops.AnyOf(crop) : 0;
        onDuty = scene.OnDuty(need.AnswerBy, index.Hours);
        var weights = scene.Weights;
        (loadKm, cropKm, scarcityKm) = ((float)weights.LoadKm, need.Crop is null ? 0 : (float)weights.CropKm, (float)weights.ScarcityKm);
        waitedKm = (float)(weights.AgeKmPerHour * scene.HoursWaited(need));
        bonusKm = (float)(weights.PairingBonusKm + weights.AskedForBonusKm);
        MostKm = need.Urgency == Urgency.Urgent || need.HeldFor is not null ? float.MaxValue : Widened((float)weights.ReachKm + waitedKm);
        Trusting = found.Length == 1 && need.HeldFor is null
            && languages != index.Languages.Rest && crops != index.Crops.Rest && need.Refused.Length + need.AlreadyOnOrder.Length <= others.Length;
        if (Trusting) this.others = Slots(need, scene.Roster, others);
    }

    /// <summary>What somebody without a bonus may cost at most to be worth a look, waiting not yet credited, km.</summary>
    public float MostKm { get; private set; }

    /// <summary>
    /// Whether a profile that has all the rules are known to ask for is trusted that its expert may have the seat, so that the
    /// rules need not be asked about those who surely cost more. The rules are asked in the end; should they refuse, the
    /// hunt <see cref="WasSurprised"/>, and is to be made again without trust.
    /// </summary>
    public bool Trusting { get; init; }

    public bool WasSurprised { get; private set; }

    /// <summary>Gets all who may have the seat, when it is not only the best that are looked for.</summary>
    public List<Found>? Everybody { get; init; }

    /// <summary>How many are found.</summary>
    public int Count { get; private set; }

    /// <summary>In which of the boxes somebody may be worth a look, one bit each.</summary>
    /// <param name="boxes">Eight of them.</param>
    /// <param name="boundsKm">What nobody in each costs less than, km; infinite, or no number, where all are full.</param>
    public readonly uint Worth(in Boxes boxes, out Vector256<float> boundsKm)
    {
        var chordKm = boxes.ChordKm(spot);
        boundsKm = chordKm + (boxes.LeastLoad * loadKm);
        var near = Vector256.LessThanOrEqual(chordKm, boxes.MostRadiusKm + Vector256.Create(SlackKm)) & Vector256.LessThanOrEqual(boundsKm, Vector256.Create(MostKm));
        return near.ExtractMostSignificantBits() & boxes.HaveAll(skills.Junior);
    }

    /// <summary>Notes the expert, unless they can't be among the best.</summary>
    public void Consider(int slot)
    {
        var contender = Bounds(slot);
        if (contender.LeastKm > MostKm) return;
        if (waiting == contenders.Length) Settle();
        contenders[waiting++] = contender;
        if (contender.MostKm < MostKm) MostKm = MathF.Min(MostKm, Widened(contender.MostKm));
    }

    /// <summary>Asks the rules about somebody who may cost less by the bonuses, unless they can't be among the best all the same.</summary>
    public void ConsiderWithBonus(int slot)
    {
        if (Bounds(slot).LeastKm - bonusKm <= MostKm) Judge(new Contender(0, float.PositiveInfinity, slot));
    }

    /// <summary>Asks the rules about those noted, the likeliest first, as long as they may be among the best.</summary>
    public void Settle()
    {
        while (waiting > 0)
        {
            var next = 0;
            for (var i = 1; i < waiting; i++)
                if (contenders[i].LeastKm < contenders[next].LeastKm) next = i;
            var contender = contenders[next];
            contenders[next] = contenders[--waiting];
            if (contender.LeastKm <= MostKm) Judge(contender);
            else waiting = 0;
        }
    }

    /// <summary>What the expert costs at least and at most without a bonus; infinite at least when the rules would certainly refuse.</summary>
    private readonly Contender Bounds(int slot)
    {
        ref readonly var who = ref profiles[slot];
        var nobody = new Contender(float.PositiveInfinity, float.PositiveInfinity, slot);
        // All at once: no jump for each, of which none is foreseen.
        if (who.Lacks(skills) | (who.Languages & languages) == 0 | (onDuty >> who.Hours & 1) == 0) return nobody;
        var chordKm = who.Spot.ChordKm(spot);
        var km = chordKm + (loadKm * who.Load) + ((who.Crops & crops) == 0 ? cropKm : 0);
        if (chordKm > who.RadiusKm + SlackKm | !(km <= float.MaxValue)) return nobody;
        if (km > MostKm) return new Contender(km, float.PositiveInfinity, slot);
        km += scarcityKm * RarestBeside(who.Junior & ~skills.Junior);
        var beyond = Spot.ArcBeyondKm(chordKm);
        var surely = Trusting && !who.MayBeAway && chordKm + beyond + SlackKm <= who.RadiusKm && !others.Contains(slot);
        return new Contender(km, surely ? km + beyond : float.PositiveInfinity, slot);
    }

    /// <summary>Asks the rules; equal costs go to the lower id.</summary>
    private void Judge(in Contender contender)
    {
        var excluded = Rules.Judge(need, candidates[contender.Slot], scene, out var costM);
        if (!float.IsPositiveInfinity(contender.MostKm) && (excluded is not null || Km(costM) > Widened(contender.MostKm))) WasSurprised = true;
        if (excluded is not null) return;
        if (Everybody is not null) Everybody.Add(new Found(costM, contender.Slot));
        else Insert(new Found(costM, contender.Slot));
    }

    private void Insert(Found one)
    {
        var at = Count;
        while (at > 0 && ComesBefore(one, found[at - 1])) at--;
        if (at == found.Length || (at > 0 && found[at - 1].Slot == one.Slot)) return;
        if (Count < found.Length) Count++;
        found[at..(Count - 1)].CopyTo(found[(at + 1)..]);
        found[at] = one;
        if (Count == found.Length) MostKm = MathF.Min(MostKm, Widened(Km(found[^1].CostM)));
    }

    private readonly bool ComesBefore(Found one, Found other) =>
        one.CostM < other.CostM || (one.CostM == other.CostM && candidates[one.Slot].Expert.Id < candidates[other.Slot].Expert.Id);

    /// <summary>As the bounds have it: without the credit for waiting.</summary>
    private readonly float Km(long costM) => (costM / 1000f) + waitedKm;

    private static float Widened(float km) => km + SlackKm + (SlackShare * MathF.Abs(km));

    private readonly float RarestBeside(ulong skills)
    {
        var rarest = 0f;
        foreach (var skill in new Bits(skills)) rarest = MathF.Max(rarest, rarity[skill]);
        return rarest;
    }

    private static ReadOnlySpan<int> Slots(Need need, Roster roster, Span<int> room)
    {
        var n = 0;
        foreach (var id in need.Refused) room[n++] = roster.SlotOf(id);
        foreach (var id in need.AlreadyOnOrder) room[n++] = roster.SlotOf(id);
        return room[..n];
    }
}
