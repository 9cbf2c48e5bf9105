using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>
/// The experts as they stand, in order of their ids, so that ties always fall the same way. Seats can be taken and given back
/// in place; one thread does so while nobody else looks.
/// </summary>
public sealed class Roster
{
    private readonly Candidate[] candidates;
    private readonly Lazy<ExpertIndex> index;
    private readonly int[] holders = new int[byte.MaxValue + 1];

    /// <exception cref="ArgumentException">An expert is listed twice.</exception>
    public Roster(IEnumerable<Candidate> candidates)
    {
        this.candidates = [.. candidates.OrderBy(candidate => candidate.Expert.Id)];
        for (var i = 1; i < this.candidates.Length; i++)
            if (this.candidates[i].Expert.Id == this.candidates[i - 1].Expert.Id)
                throw new ArgumentException($"Expert {this.candidates[i].Expert.Code} is listed twice.", nameof(candidates));
        index = new(() => new ExpertIndex(this));
        foreach (var skill in this.candidates.Where(candidate => candidate.Expert.Active)
            .SelectMany(candidate => candidate.Expert.Skills.Select(held => held.Skill).Distinct()))
            holders[(int)skill]++;
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
        var (from, to) = (0, candidates.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (candidates[middle].Expert.Id.CompareTo(id) < 0) from = middle + 1;
            else to = middle;
        }
        return from < candidates.Length && candidates[from].Expert.Id == id ? from : -1;
    }

    /// <summary>How many active experts hold the skill, at any level.</summary>
    public int Holders(Skill skill) => holders[(int)skill];

    /// <summary>1 for a skill with a single holder, 1/n for one with n.</summary>
    public double Rarity(Skill skill) => 1.0 / Math.Max(1, Holders(skill));
}
