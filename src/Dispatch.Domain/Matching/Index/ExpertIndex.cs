using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Finds the best expert without looking at everyone: only holders of the rarest skill asked for, and of those only who may
/// cost no more than the best so far. Exact: the same expert as <see cref="Matcher.Scan"/> finds.
/// </summary>
internal sealed class ExpertIndex
{
    private const int MostSkills = 64;
    private readonly SkillTree[] trees;
    private readonly int[] firstPlace, places;

    /// <exception cref="ArgumentException">A skill is none of the first 64.</exception>
    public ExpertIndex(Roster roster)
    {
        var candidates = roster.Candidates;
        Profiles = new Profile[candidates.Length];
        firstPlace = new int[candidates.Length + 1];
        for (var slot = 0; slot < candidates.Length; slot++)
        {
            Profiles[slot] = Profile(candidates[slot]);
            firstPlace[slot + 1] = firstPlace[slot] + System.Numerics.BitOperations.PopCount(Profiles[slot].Junior);
        }
        for (var skill = 0; skill < MostSkills; skill++) Rarity[skill] = (float)roster.Rarity((Skill)skill);
        places = new int[firstPlace[^1]];
        trees = Trees(AlongCurve(candidates));
    }

    public Profile[] Profiles { get; }

    /// <summary>By skill, as <see cref="Roster.Rarity"/> has it.</summary>
    public float[] Rarity { get; } = new float[MostSkills];

    public Glossary<string> Languages { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Glossary<string> Crops { get; } = new();

    public Glossary<WeeklyHours> Hours { get; } = new();

    /// <summary>The cheapest who may have the seat, or null.</summary>
    public Candidate? Best(Need need, Scene scene)
    {
        var hunt = new Hunt(need, scene, this);
        if (need.HeldFor is { } holder) JudgeOne(holder, ref hunt, scene.Roster);
        else
        {
            // Whoever has a bonus may cost less than any bound says.
            if (need.PairedWith.Count > 0) foreach (var paired in need.PairedWith) JudgeOne(paired, ref hunt, scene.Roster);
            if (need.AskedFor is { } asked) JudgeOne(asked, ref hunt, scene.Roster);
            RarestOf(need.Skills).Search(ref hunt);
        }
        return hunt.Best;
    }

    /// <summary>An expert holds more or fewer seats than before.</summary>
    public void LoadChanged(int slot, int openSeats)
    {
        Profiles[slot].OpenSeats = openSeats;
        var place = firstPlace[slot];
        for (var skills = Profiles[slot].Junior; skills != 0; skills &= skills - 1)
            trees[System.Numerics.BitOperations.TrailingZeroCount(skills)].LoadChanged(places[place++], Profiles);
    }

    private static void JudgeOne(ExpertId id, ref Hunt hunt, Roster roster)
    {
        if (roster.SlotOf(id) is var slot and >= 0) hunt.Judge(slot);
    }

    private SkillTree RarestOf(IReadOnlyList<SkillLevel> skills)
    {
        var rarest = trees[(int)skills[0].Skill];
        for (var i = 1; i < skills.Count; i++)
            if (trees[(int)skills[i].Skill] is var tree && tree.Members.Length < rarest.Members.Length) rarest = tree;
        return rarest;
    }

    /// <summary>Who is no longer with the programme has no skills here, and is in no tree.</summary>
    private Profile Profile(Candidate candidate)
    {
        var expert = candidate.Expert;
        if (expert.Skills.Exists(held => (int)held.Skill >= MostSkills)) throw new ArgumentException($"Expert {expert.Code} has a skill that is none of the first {MostSkills}.", nameof(candidate));
        var skills = new Profile.Skills(expert.Active ? expert.Skills : []);
        return new Profile
        {
            Junior = skills.Junior,
            Intermediate = skills.Intermediate,
            Senior = skills.Senior,
            Languages = Languages.Add(expert.Languages),
            Crops = Crops.Add(expert.Crops),
            Hours = (byte)System.Numerics.BitOperations.TrailingZeroCount(Hours.Add(expert.Hours)),
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

    private SkillTree[] Trees(int[] alongCurve)
    {
        var members = Enumerable.Range(0, MostSkills).Select(_ => new List<int>()).ToArray();
        foreach (var slot in alongCurve)
        {
            var place = firstPlace[slot];
            for (var skills = Profiles[slot].Junior; skills != 0; skills &= skills - 1)
            {
                var holders = members[System.Numerics.BitOperations.TrailingZeroCount(skills)];
                places[place++] = holders.Count;
                holders.Add(slot);
            }
        }
        return [.. members.Select(holders => new SkillTree([.. holders], Profiles))];
    }
}
