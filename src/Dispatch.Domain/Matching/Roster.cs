using System.Numerics;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>
/// The experts as they stand, in order of their ids, so that ties always fall the same way. Seats can be taken and given back
/// in place; one thread does so while nobody else looks.
/// </summary>
public sealed class Roster
{
    /// <summary>Skills are bits where they are looked up.</summary>
    internal const int MostSkills = 64;

    private readonly Candidate[] candidates;
    private readonly int[] slots;
    private readonly Lazy<ExpertIndex> index;
    private readonly int[] holders = new int[byte.MaxValue + 1];

    /// <exception cref="ArgumentException">An expert is listed twice, or has a skill that is none of the first 64.</exception>
    public Roster(IEnumerable<Candidate> candidates)
    {
        this.candidates = [.. candidates];
        Array.Sort(Array.ConvertAll(this.candidates, candidate => candidate.Expert.Id.Value), this.candidates);
        for (var i = 1; i < this.candidates.Length; i++)
            if (this.candidates[i].Expert.Id == this.candidates[i - 1].Expert.Id)
                throw new ArgumentException($"Expert {this.candidates[i].Expert.Code} is listed twice.", nameof(candidates));
        slots = SlotsById();
        index = new(() => new ExpertIndex(this));
        foreach (var candidate in this.candidates)
            CountSkills(candidate.Expert);
    }

    public ReadOnlySpan<Candidate> Candidates => candidates;

    /// <summary>The expert of this id as it stands, or null when it is not in the roster.</summary>
    public Candidate? Find(ExpertId id) => SlotOf(id) is var slot and >= 0 ? candidates[slot] : null;

    /// <summary>The expert gets a seat, or is rid of one.</summary>
    /// <exception cref="ArgumentException">The expert is not in the roster, or would hold fewer than none or more than the capacity.</exception>
    public void Change(ExpertId id, int seats)
    {
        var slot = SlotOf(id);
        if (slot < 0) throw new ArgumentException($"Expert {id} is not in the roster.", nameof(id));
        var (expert, open) = (candidates[slot].Expert, candidates[slot].OpenSeats + seats);
        if (open < 0 || (seats > 0 && open > expert.Capacity)) throw new ArgumentException($"Expert {expert.Code} would hold {open} of {expert.Capacity} seats.", nameof(seats));
        candidates[slot] = new Candidate(expert, open);
        if (index.IsValueCreated) index.Value.LoadChanged(slot, open);
    }

    internal ExpertIndex Index => index.Value;

    /// <summary>Where among the candidates the expert is, or less than 0.</summary>
    internal int SlotOf(ExpertId id)
    {
        for (var at = id.GetHashCode() & (slots.Length - 1); slots[at] is var slot and > 0; at = (at + 1) & (slots.Length - 1))
            if (candidates[slot - 1].Expert.Id == id) return slot - 1;
        return -1;
    }

    /// <summary>A skill that is listed twice is held once.</summary>
    private void CountSkills(Expert expert)
    {
        var skills = expert.Skills;
        if (skills.Exists(held => (int)held.Skill >= MostSkills)) throw new ArgumentException($"Expert {expert.Code} has a skill that is none of the first {MostSkills}.", nameof(expert));
        if (!expert.Active) return;
        for (var i = 0; i < skills.Count; i++)
            if (skills.FindIndex(held => held.Skill == skills[i].Skill) == i) holders[(int)skills[i].Skill]++;
    }

    /// <summary>Slots by id, counted from 1, at the id's hash or the next that is free (0); half of it at most is taken.</summary>
    private int[] SlotsById()
    {
        var byId = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, candidates.Length * 2))];
        for (var slot = 0; slot < candidates.Length; slot++)
        {
            var at = candidates[slot].Expert.Id.GetHashCode() & (byId.Length - 1);
            while (byId[at] > 0) at = (at + 1) & (byId.Length - 1);
            byId[at] = slot + 1;
        }
        return byId;
    }

    /// <summary>How many active experts hold the skill, at any level.</summary>
    public int Holders(Skill skill) => holders[(int)skill];

    /// <summary>1 for a skill with a single holder, 1/n for one with n.</summary>
    public double Rarity(Skill skill) => 1.0 / Math.Max(1, Holders(skill));
}
