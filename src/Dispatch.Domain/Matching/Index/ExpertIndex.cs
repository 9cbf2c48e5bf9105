using System.Numerics;
using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Finds the best expert without looking at everyone: only holders of the rarest skill asked for, and of those only who may
/// cost no more than the best so far. Exact: the same expert as <see cref="Matcher.Scan"/> finds.
/// </summary>
internal sealed class ExpertIndex
{
    private readonly SkillTree[] trees;
    private readonly SkillTree nobody = new([], []);

    /// <summary>Between an expert's place on the curve, by which all is kept here, and the slot in the roster.</summary>
    private readonly int[] slots, onCurve;

    /// <summary>Where in the tree of each of their skills the experts are, one after the other.</summary>
    private readonly int[] firstPlace, places;

    public ExpertIndex(Roster roster)
    {
        var candidates = roster.Candidates;
        Profiles = new Profile[candidates.Length];
        firstPlace = new int[candidates.Length + 1];
        slots = AlongCurve(candidates);
        onCurve = new int[slots.Length];
        for (var place = 0; place < slots.Length; place++)
        {
            onCurve[slots[place]] = place;
            Profiles[place] = Profile(candidates[slots[place]]);
            firstPlace[place + 1] = firstPlace[place] + BitOperations.PopCount(Profiles[place].Junior);
        }
        for (var skill = 0; skill < Roster.MostSkills; skill++) Rarity[skill] = (float)roster.Rarity((Skill)skill);
        places = new int[firstPlace[^1]];
        trees = Trees();
    }

    /// <summary>Of everybody, along the curve: neighbours are looked at together.</summary>
    public Profile[] Profiles { get; }

    /// <summary>The slot in the roster, by place on the curve.</summary>
    public ReadOnlySpan<int> Slots => slots;

    /// <summary>By skill, as <see cref="Roster.Rarity"/> has it.</summary>
    public float[] Rarity { get; } = new float[Roster.MostSkills];

    public Glossary<string> Languages { get; } = new(16, StringComparer.OrdinalIgnoreCase);

    public Glossary<string> Crops { get; } = new(32);

    public Glossary<WeeklyHours> Hours { get; } = new(64);

    /// <summary>The cheapest who may have the seat, or null.</summary>
    public Expert? Best(Need need, Scene scene)
    {
        var hunt = new Hunt(need, scene, this);
        if (need.HeldFor is { } holder) ShowOne(holder, ref hunt, scene.Roster);
        else
        {
            // Whoever has a bonus may cost less than the tree knows.
            if (need.PairedWith.Count > 0)
                foreach (var paired in need.PairedWith) ShowOne(paired, ref hunt, scene.Roster);
            if (need.AskedFor is { } asked) ShowOne(asked, ref hunt, scene.Roster);
            RarestOf(need.Skills).Search(ref hunt);
        }
        return hunt.Best;
    }

    /// <summary>An expert holds more or fewer seats than before.</summary>
    public void LoadChanged(int slot, int openSeats)
    {
        ref var who = ref Profiles[onCurve[slot]];
        who.OpenSeats = openSeats;
        var at = firstPlace[onCurve[slot]];
        for (var skills = who.Junior; skills != 0; skills &= skills - 1)
            trees[BitOperations.TrailingZeroCount(skills)].LoadChanged(places[at++], Profiles);
    }

    private void ShowOne(ExpertId id, ref Hunt hunt, Roster roster)
    {
        if (roster.SlotOf(id) is var slot and >= 0) hunt.ConsiderWithBonus(onCurve[slot]);
    }

    private SkillTree RarestOf(IReadOnlyList<SkillLevel> skills)
    {
        var rarest = HoldersOf(skills[0].Skill);
        for (var i = 1; i < skills.Count; i++)
            if (HoldersOf(skills[i].Skill) is var holders && holders.Members.Length < rarest.Members.Length) rarest = holders;
        return rarest;
    }

    private SkillTree HoldersOf(Skill skill) => (int)skill < trees.Length ? trees[(int)skill] : nobody;

    /// <summary>Who is no longer with the programme has no skills here, and is in no tree.</summary>
    private Profile Profile(Candidate candidate)
    {
        var expert = candidate.Expert;
        var skills = new Profile.Skills(expert.Active ? expert.Skills : []);
        return new Profile
        {
            Junior = skills.Junior,
            Intermediate = skills.Intermediate,
            Senior = skills.Senior,
            Languages = (ushort)Languages.Add(expert.Languages),
            Crops = (uint)Crops.Add(expert.Crops),
            Hours = (byte)BitOperations.TrailingZeroCount(Hours.Add(expert.Hours)),
            Spot = new Spot(expert.Base),
            RadiusKm = (float)expert.TravelRadiusKm,
            OpenSeats = candidate.OpenSeats,
            Capacity = expert.Capacity,
        };
    }

    private static int[] AlongCurve(ReadOnlySpan<Candidate> candidates)
    {
        var (slots, curve) = (new int[candidates.Length], new uint[candidates.Length]);
        for (var slot = 0; slot < slots.Length; slot++) (slots[slot], curve[slot]) = (slot, Hilbert.Of(candidates[slot].Expert.Base));
        Array.Sort(curve, slots);
        return slots;
    }

    private SkillTree[] Trees()
    {
        var members = Enumerable.Range(0, Roster.MostSkills).Select(_ => new List<int>()).ToArray();
        for (var (place, at) = (0, 0); place < Profiles.Length; place++)
            for (var skills = Profiles[place].Junior; skills != 0; skills &= skills - 1)
            {
                var holders = members[BitOperations.TrailingZeroCount(skills)];
                places[at++] = holders.Count;
                holders.Add(place);
            }
        return [.. members.Select(holders => new SkillTree([.. holders], Profiles))];
    }
}
