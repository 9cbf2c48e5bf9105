using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching;

/// <summary>The experts as they stand at one moment, in order of their ids, so that ties always fall the same way.</summary>
public sealed class Roster
{
    private readonly Candidate[] candidates;
    private readonly int[] holders = new int[byte.MaxValue + 1];

    /// <exception cref="ArgumentException">An expert is listed twice.</exception>
    public Roster(IEnumerable<Candidate> candidates)
    {
        this.candidates = [.. candidates.OrderBy(candidate => candidate.Expert.Id)];
        for (var i = 1; i < this.candidates.Length; i++)
            if (this.candidates[i].Expert.Id == this.candidates[i - 1].Expert.Id)
                throw new ArgumentException($"Expert {this.candidates[i].Expert.Code} is listed twice.", nameof(candidates));
        foreach (var skill in this.candidates.Where(candidate => candidate.Expert.Active)
            .SelectMany(candidate => candidate.Expert.Skills.Select(held => held.Skill).Distinct()))
            holders[(int)skill]++;
    }

    public ReadOnlySpan<Candidate> Candidates => candidates;

    /// <summary>The expert of this id as it stands, or null when it is not in the roster.</summary>
    public Candidate? Find(ExpertId id)
    {
        foreach (var candidate in candidates)
            if (candidate.Expert.Id == id) return candidate;
        return null;
    }

    /// <summary>How many active experts hold the skill, at any level.</summary>
    public int Holders(Skill skill) => holders[(int)skill];

    /// <summary>1 for a skill with a single holder, 1/n for one with n.</summary>
    public double Rarity(Skill skill) => 1.0 / Math.Max(1, Holders(skill));
}
