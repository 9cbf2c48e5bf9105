using System.Numerics;
using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching.Index;

/// <summary>
/// Finds the best experts without looking at everyone: only holders of the rarest skill asked for, and of those only who may
/// cost no more than the best so far. Exact: the same experts as <see cref="Matcher.Scan"/> finds. What is here is kept by
/// the roster's slots, and changes with the roster.
/// </summary>
internal sealed class ExpertIndex
{
    private readonly SkillTree[] trees;
    private readonly SkillTree nobody = new([], []);
    private readonly Positions positions;

    /// <param name="candidates">Everybody, along the curve.</param>
    /// <param name="holders">Of each skill, how many active experts hold it.</param>
    public ExpertIndex(ReadOnlySpan<Candidate> candidates, int[] holders)
    {
        Profiles = new Profile[candidates.Length];
        var skills = new byte[candidates.Length];
        for (var slot = 0; slot < skills.Length; slot++)
        {
            Profiles[slot] = Of(candidates[slot]);
            skills[slot] = (byte)BitOperations.PopCount(Profiles[slot].Junior);
        }
        positions = new Positions(skills);
        trees = Trees();
        Rate(holders);
    }

    /// <summary>Of everybody, by slot.</summary>
    public Profile[] Profiles { get; private set; }

    /// <summary>By skill, as <see cref="Roster.Rarity"/> has it.</summary>
    public float[] Rarity { get; } = new float[Roster.MostSkills];

    public Glossary<string> Languages { get; } = new(16, StringComparer.OrdinalIgnoreCase);

    public Glossary<string> Crops { get; } = new(32);

    public Glossary<WeeklyHours> Hours { get; } = new(64);

    /// <summary>Finds the cheapest who may have the seat, as many as there is room for.</summary>
    /// <returns>How many were found: the first ones of <paramref name="found"/>, the cheapest first.</returns>
    public int Find(Need need, Scene scene, Span<Found> found)
    {
        Span<Contender> contenders = stackalloc Contender[Hunt.Room];
        var slots = Hunt.Named(need) is var named && named <= Hunt.Room ? stackalloc int[Hunt.Room] : new int[named];
        var ceilingsKm = found.Length <= Hunt.Room ? stackalloc float[Hunt.Room] : new float[found.Length];
        var hunt = new Hunt(need, scene, this, found, ceilingsKm[..found.Length], contenders, slots);
        Run(ref hunt, need);
        if (!hunt.WasSurprised) return hunt.Count;
        hunt = new Hunt(need, scene, this, found, ceilingsKm[..found.Length], contenders, slots) { Trusting = false };
        Run(ref hunt, need);
        return hunt.Count;
    }

    /// <summary>Everybody who may have the seat, in no order.</summary>
    public List<Found> Allowed(Need need, Scene scene)
    {
        Span<Contender> contenders = stackalloc Contender[Hunt.Room];
        var slots = Hunt.Named(need) is var named && named <= Hunt.Room ? stackalloc int[Hunt.Room] : new int[named];
        var all = new List<Found>();
        var hunt = new Hunt(need, scene, this, [], [], contenders, slots) { Everybody = all };
        Run(ref hunt, need);
        return all;
    }

    /// <summary>The slots of all who have one of the skills, active or not, each once.</summary>
    public IEnumerable<int> Holding(IReadOnlyList<SkillLevel> skills) => skills.SelectMany(skill => HoldersOf(skill.Skill).Slots).Distinct();

    /// <summary>The slots of all who have that one of the skills which the fewest have, active or not.</summary>
    public IEnumerable<int> HoldingRarest(ReadOnlySpan<SkillLevel> skills) => RarestOf(skills).Slots;

    /// <summary>The expert holds more or fewer seats than before.</summary>
    public void SeatsChanged(int slot, Candidate candidate)
    {
        Profiles[slot].Load = Profile.LoadOf(candidate);
        var skills = Profiles[slot].Junior;
        foreach (var position in positions[slot])
        {
            trees[BitOperations.TrailingZeroCount(skills)].LoadChanged(position, Profiles);
            skills &= skills - 1;
        }
    }

    /// <summary>Somebody is to be put in: where there is no room, a copy takes the place of what others look at.</summary>
    public void MakeRoom(int slots)
    {
        if (slots > Profiles.Length)
        {
            var larger = new Profile[slots];
            Profiles.CopyTo(larger, 0);
            Profiles = larger;
        }
        positions.MakeRoom(slots);
    }

    /// <summary>Who has this slot, newly or not, is as given.</summary>
    public void Put(int slot, Candidate candidate, int[] holders)
    {
        var (before, now) = (Profiles[slot], Of(candidate));
        // Who moves is looked for elsewhere, and who stays is where they were.
        var stays = before.Spot == now.Spot ? before.Junior & now.Junior : 0;
        Span<int> were = stackalloc int[Roster.MostSkills];
        TakeOut(slot, ~stays, were);
        Profiles[slot] = now;
        var at = positions.Renew(slot, BitOperations.PopCount(now.Junior));
        var n = 0;
        foreach (var skill in new Bits(now.Junior))
        {
            var stayed = (stays >> skill & 1) != 0;
            at[n] = stayed ? were[skill] : trees[skill].Add(slot);
            if (stayed) trees[skill].PutRight(at[n], Profiles);
            n++;
        }
        Rate(holders);
    }

    /// <summary>Who has this slot leaves, and who has the last gets it.</summary>
    public void Remove(int slot, int last, int[] holders)
    {
        Span<int> were = stackalloc int[Roster.MostSkills];
        TakeOut(slot, ulong.MaxValue, were);
        var n = 0;
        if (slot < last)
        {
            Profiles[slot] = Profiles[last];
            positions.Move(last, slot);
            foreach (var skill in new Bits(Profiles[slot].Junior)) trees[skill].Move(positions[slot][n++], slot);
        }
        else positions.Renew(slot, 0);
        Profiles[last] = default;
        Rate(holders);
    }

    /// <summary>Packs anew what has changed too much. Others look at the old tree meanwhile.</summary>
    public void Tidy()
    {
        for (var skill = 0; skill < trees.Length; skill++)
            if (trees[skill].IsWorn) trees[skill] = Packed(skill, [.. trees[skill].Slots]);
    }

    private void Run(ref Hunt hunt, Need need)
    {
        if (need.HeldFor is { } holder) hunt.ConsiderFavoured(holder);
        else
        {
            // Whoever has a bonus may cost less than the tree knows.
            foreach (var paired in need.PairedWith) hunt.ConsiderFavoured(paired);
            if (need.AskedFor is { } asked) hunt.ConsiderFavoured(asked);
            RarestOf(need.Asked).Search(ref hunt);
        }
        hunt.Settle();
    }

    private SkillTree RarestOf(ReadOnlySpan<SkillLevel> skills)
    {
        var rarest = HoldersOf(skills[0].Skill);
        for (var i = 1; i < skills.Length; i++)
            if (HoldersOf(skills[i].Skill) is var holders && holders.Count < rarest.Count) rarest = holders;
        return rarest;
    }

    private SkillTree HoldersOf(Skill skill) => (int)skill < trees.Length ? trees[(int)skill] : nobody;

    private Profile Of(Candidate candidate)
    {
        var expert = candidate.Expert;
        var hours = Hours.Add(expert.Hours);
        return new Profile
        {
            Held = Profile.Skills.Of(expert),
            Languages = (ushort)Languages.Add(expert.Languages),
            Crops = (uint)Crops.Add(expert.Crops),
            Hours = (byte)BitOperations.TrailingZeroCount(hours),
            MayBeAway = expert.Leaves.Count > 0 || hours == Hours.Rest,
            Spot = new Spot(expert.Base),
            RadiusKm = (float)expert.TravelRadiusKm,
            Load = Profile.LoadOf(candidate),
        };
    }

    /// <summary>Takes the expert out of the trees of these of their skills.</summary>
    /// <param name="slot">Who.</param>
    /// <param name="of">Of which skills.</param>
    /// <param name="were">Gets, by skill, where they are or were.</param>
    private void TakeOut(int slot, ulong of, Span<int> were)
    {
        var n = 0;
        foreach (var skill in new Bits(Profiles[slot].Junior))
        {
            were[skill] = positions[slot][n++];
            if ((of >> skill & 1) != 0) trees[skill].Remove(were[skill], Profiles);
        }
    }

    private void Rate(int[] holders)
    {
        for (var skill = 0; skill < Rarity.Length; skill++) Rarity[skill] = (float)Roster.RarityOf(holders[skill]);
    }

    private SkillTree[] Trees()
    {
        var members = Enumerable.Range(0, Roster.MostSkills).Select(_ => new List<int>()).ToArray();
        for (var slot = 0; slot < Profiles.Length; slot++)
        {
            var at = positions[slot];
            var n = 0;
            foreach (var skill in new Bits(Profiles[slot].Junior))
            {
                at[n++] = members[skill].Count;
                members[skill].Add(slot);
            }
        }
        var packed = new SkillTree[members.Length];
        Parallel.For(0, packed.Length, skill => packed[skill] = new SkillTree([.. members[skill]], Profiles));
        return packed;
    }

    private static uint Along(Spot spot) => Hilbert.Of(spot.Degrees.Latitude, spot.Degrees.Longitude);

    /// <summary>A tree of these, of which each learns its position.</summary>
    private SkillTree Packed(int skill, int[] slots)
    {
        Array.Sort(Array.ConvertAll(slots, slot => Along(Profiles[slot].Spot)), slots);
        for (var position = 0; position < slots.Length; position++)
        {
            var below = Profiles[slots[position]].Junior & ((1UL << skill) - 1);
            positions[slots[position]][BitOperations.PopCount(below)] = position;
        }
        return new SkillTree(slots, Profiles);
    }
}
