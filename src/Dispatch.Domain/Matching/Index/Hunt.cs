using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dispatch.Domain.Experts;
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
    /// <summary>Room for so many of each is on the stack.</summary>
    public const int Room = 16;

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
    private readonly float loadKm, cropKm, scarcityKm, waitedKm, pairingBonusKm, askedForBonusKm;
    private readonly Span<Found> found;
    private readonly Span<Contender> contenders;

    /// <summary>What the cheapest known cost at most, as many as are looked for, from the lowest.</summary>
    private readonly Span<float> ceilingsKm;

    /// <summary>The slots of those who are not asked for this order.</summary>
    private readonly ReadOnlySpan<int> others;

    /// <summary>The slots of those with a bonus who have been shown, and room for all of them.</summary>
    private readonly Span<int> favoured;
    private int waiting, favours;

    /// <param name="need">The seat.</param>
    /// <param name="scene">The moment.</param>
    /// <param name="index">Of the scene's roster.</param>
    /// <param name="found">Gets the best.</param>
    /// <param name="ceilingsKm">As many.</param>
    /// <param name="contenders">Some.</param>
    /// <param name="slots">As many as <see cref="Named"/> says.</param>
    public Hunt(Need need, Scene scene, ExpertIndex index, Span<Found> found, Span<float> ceilingsKm, Span<Contender> contenders, Span<int> slots)
    {
        (this.need, this.scene) = (need, scene);
        this.found = found;
        this.ceilingsKm = ceilingsKm;
        this.contenders = contenders;
        ceilingsKm.Fill(float.PositiveInfinity);
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
        (pairingBonusKm, askedForBonusKm) = ((float)weights.PairingBonusKm, (float)weights.AskedForBonusKm);
        MostKm = need.Urgency == Urgency.Urgent || need.HeldFor is not null ? float.MaxValue : Widened((float)weights.ReachKm + waitedKm);
        Trusting = found.Length > 0 && need.HeldFor is null && languages != index.Languages.Rest && crops != index.Crops.Rest;
        others = Slots(need, scene.Roster, slots);
        favoured = slots[others.Length..];
    }

    /// <summary>How many experts the need speaks of at most.</summary>
    public static int Named(Need need) => need.Refused.Length + need.AlreadyOnOrder.Length + need.PairedWith.Length + 2;

    /// <summary>What somebody may cost at most to be worth a look, waiting not yet credited, km.</summary>
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

    /// <summary>Notes an expert who may be among the best, unless they have been shown because of a bonus.</summary>
    /// <param name="slot">Theirs; less than 0 is nobody's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consider(int slot)
    {
        if (slot >= 0 && IsWorthALook(in profiles[slot], 0, out var chordKm, out var km) && !favoured[..favours].Contains(slot)) Note(slot, chordKm, km);
    }

    /// <summary>The same with somebody who may have a bonus, of which boxes know nothing; before all others.</summary>
    public void ConsiderFavoured(ExpertId id)
    {
        var slot = scene.Roster.SlotOf(id);
        if (slot < 0 || favoured[..favours].Contains(slot)) return;
        favoured[favours++] = slot;
        var bonusKm = (need.PairedWith.Contains(id) ? pairingBonusKm : 0) + (need.AskedFor == id ? askedForBonusKm : 0);
        if (IsWorthALook(in profiles[slot], bonusKm, out var chordKm, out var km)) Note(slot, chordKm, km);
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

    /// <summary>Whether the expert may be among the best by what is quickly told: the rules might not refuse, and the cost may be low enough.</summary>
    /// <param name="who">The expert.</param>
    /// <param name="bonusKm">What it is less.</param>
    /// <param name="chordKm">The straight line from the base.</param>
    /// <param name="km">What the expert costs at least, scarce skills not yet counted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsWorthALook(in Profile who, float bonusKm, out float chordKm, out float km)
    {
        chordKm = who.Spot.ChordKm(spot);
        km = chordKm + (loadKm * who.Load) + ((who.Crops & crops) == 0 ? cropKm : 0) - bonusKm;
        // All at once: no jump for each, of which none is foreseen. Who is full costs more than any limit, or no number where load costs nothing.
        return !who.Lacks(skills) & (who.Languages & languages) != 0 & (onDuty >> who.Hours & 1) != 0 & chordKm <= who.RadiusKm + SlackKm & km <= MostKm;
    }

    private void Note(int slot, float chordKm, float km)
    {
        ref readonly var who = ref profiles[slot];
        km += scarcityKm * RarestBeside(who.Junior & ~skills.Junior);
        if (km > MostKm || others.Contains(slot)) return;
        if (waiting == contenders.Length) Settle();
        var beyondKm = Spot.ArcBeyondKm(chordKm);
        var surely = Trusting && !who.MayBeAway && chordKm + beyondKm + SlackKm <= who.RadiusKm;
        contenders[waiting++] = new Contender(km, surely ? km + beyondKm : float.PositiveInfinity, slot);
        if (surely) Lower(km + beyondKm);
    }

    /// <summary>Somebody else costs no more than this: as many as are looked for cost no more than the last of the ceilings.</summary>
    private void Lower(float mostKm)
    {
        if (mostKm >= ceilingsKm[^1]) return;
        var at = ceilingsKm.Length - 1;
        for (; at > 0 && ceilingsKm[at - 1] > mostKm; at--) ceilingsKm[at] = ceilingsKm[at - 1];
        ceilingsKm[at] = mostKm;
        MostKm = MathF.Min(MostKm, Widened(ceilingsKm[^1]));
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
        if (at == found.Length) return;
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
