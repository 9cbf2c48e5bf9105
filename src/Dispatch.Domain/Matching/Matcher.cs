using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching;

/// <summary>Who should have a seat. Exact: whom a full scan finds. Equal costs go to the lower id.</summary>
public static class Matcher
{
    /// <summary>
    /// The cheapest expert who may have the seat, or null. Looks at this seat alone: where others wait too,
    /// <see cref="Batch"/> keeps the older from being overtaken.
    /// </summary>
    public static Expert? Best(Need need, Scene scene) => scene.Roster.Index.Best(need, scene);

    /// <summary>As <see cref="Best"/>, by looking at everybody.</summary>
    public static Expert? Scan(Need need, Scene scene)
    {
        var (best, leastM) = ((Expert?)null, long.MaxValue);
        foreach (var candidate in scene.Roster.Candidates)
            if (Rules.Judge(need, candidate, scene, out var costM) is null && costM < leastM)
                (best, leastM) = (candidate.Expert, costM);
        return best;
    }

    /// <summary>The cheapest <paramref name="top"/> with their cost parts, and why not for everyone else with one of the skills or asked for by name.</summary>
    /// <param name="need">The seat.</param>
    /// <param name="scene">The moment.</param>
    /// <param name="chosen">Who gets it, when a batch, a plan or a clerk decided, also beyond reach; else it is rank 1.</param>
    /// <param name="because">Why; null for a batch, which may need the cheapest elsewhere.</param>
    /// <param name="top">How many are shown with their parts.</param>
    public static Explanation Explain(Need need, Scene scene, ExpertId? chosen = null, Choice? because = null, int top = 5)
    {
        var judged = Judged(need, scene).ToLookup(one => one.Excluded is null || (one.Excluded is Exclusion.BeyondReach && one.Who.Expert.Id == chosen));
        var ranked = judged[true].OrderBy(one => one.CostM).Select((one, i) => (Rank: i + 1, one.Who, one.CostM)).ToList();
        var shown = ranked.ToLookup(one => one.Rank <= top || one.Who.Expert.Id == chosen);
        var first = ranked.Count > 0 ? ranked[0].Who.Expert.Id : (ExpertId?)null;
        return new Explanation(
            (chosen ?? first)?.Value,
            [.. shown[true].Select(one => new Ranked(one.Rank, one.Who.Expert.Id.Value, Km(one.CostM), Parts(need, one.Who, scene)))],
            [.. shown[false].Select(one => new Other(one.Who.Expert.Id.Value, one.Rank, null, Km(one.CostM))), .. judged[false].Select(Excluded)],
            ranked.Count > 0 ? null : WhyNobody.For(need, scene))
        {
            Because = (chosen ?? first) is null ? null : because ?? (chosen is null || chosen == first ? Choice.CostsLeast : Choice.OthersNeededElsewhere),
            Needs = [.. need.Skills.Select(skill => skill.ToString())],
        };
    }

    private static Other Excluded((Candidate Who, Exclusion? Excluded, long CostM) one) =>
        new(one.Who.Expert.Id.Value, null, one.Excluded, one.Excluded is Exclusion.BeyondReach ? Km(one.CostM) : null);

    private static List<(Candidate Who, Exclusion? Excluded, long CostM)> Judged(Need need, Scene scene)
    {
        var judged = new List<(Candidate, Exclusion?, long)>();
        foreach (var candidate in scene.Roster.Candidates)
            if (candidate.Expert.Id == need.AskedFor || candidate.Expert.Skills.Exists(held => need.Asks(held.Skill)))
                judged.Add((candidate, Rules.Judge(need, candidate, scene, out var costM), costM));
        return judged;
    }

    private static List<CostPart> Parts(Need need, Candidate candidate, Scene scene) =>
        [.. Rules.Soft.Select(rule => new CostPart(rule.Name, Km(rule.Metres(need, candidate, scene)))).Where(part => part.Km != 0)];

    internal static decimal Km(long metres) => metres / 1000m;
}
