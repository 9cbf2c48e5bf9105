using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>Who should have a seat. Exact: whom a full scan finds. Equal costs go to the lower id.</summary>
public static class Matcher
{
    /// <summary>
    /// The cheapest expert who may have the seat, or null. Looks at this seat alone: where others wait too,
    /// <see cref="Batch"/> keeps the older from being overtaken.
    /// </summary>
    public static Expert? Best(Need need, Scene scene) => scene.Roster.Look((need, scene), static asked =>
    {
        Span<Found> found = stackalloc Found[1];
        var (need, scene) = asked;
        return scene.Roster.Index.Find(need, scene, found) > 0 ? scene.Roster.Candidates[found[0].Slot].Expert : null;
    });

    /// <summary>As <see cref="Best"/>, by looking at everybody.</summary>
    public static Expert? Scan(Need need, Scene scene) => scene.Roster.Look((need, scene), static asked =>
    {
        var (best, leastM) = ((Expert?)null, long.MaxValue);
        foreach (var candidate in asked.scene.Roster.Candidates)
            if (Rules.Judge(asked.need, candidate, asked.scene, out var costM) is null && (costM < leastM || (costM == leastM && candidate.Expert.Id < best!.Id)))
                (best, leastM) = (candidate.Expert, costM);
        return best;
    });

    /// <summary>The cheapest with their cost parts, by rank; none when nobody may have the seat.</summary>
    /// <param name="need">The seat.</param>
    /// <param name="scene">The moment.</param>
    /// <param name="top">How many at most.</param>
    public static IReadOnlyList<Ranked> Top(Need need, Scene scene, int top = 5) => scene.Roster.Look((need, scene, top), static asked =>
    {
        var found = asked.top <= Hunt.Room ? stackalloc Found[Hunt.Room] : new Found[asked.top];
        var ranked = new Ranked[asked.scene.Roster.Index.Find(asked.need, asked.scene, found[..asked.top])];
        for (var i = 0; i < ranked.Length; i++) ranked[i] = Shown(i + 1, asked.scene.Roster.Candidates[found[i].Slot], found[i].CostM, asked.need, asked.scene);
        return ranked;
    });

    /// <summary>Why the expert can't have the seat, or null when they can.</summary>
    public static Exclusion? WhyNot(Need need, ExpertId expert, Scene scene) =>
        scene.Roster.Find(expert) is { } candidate ? Rules.Judge(need, candidate, scene, out _) : Exclusion.Inactive;

    /// <summary>The cheapest <paramref name="top"/> with their cost parts, and why not for everyone else with one of the skills or asked for by name.</summary>
    /// <param name="need">The seat.</param>
    /// <param name="scene">The moment.</param>
    /// <param name="chosen">Who gets it, when a batch, a plan or a clerk decided, also beyond reach; else it is rank 1.</param>
    /// <param name="because">Why; null for a batch, which may need the cheapest elsewhere.</param>
    /// <param name="top">How many are shown with their parts.</param>
    public static Explanation Explain(Need need, Scene scene, ExpertId? chosen = null, Choice? because = null, int top = 5) => scene.Roster.Look(() =>
    {
        var judged = Judged(need, scene).ToLookup(one => one.Excluded is null || (one.Excluded is Exclusion.BeyondReach && one.Who.Expert.Id == chosen));
        var ranked = judged[true].OrderBy(one => one.CostM).Select((one, i) => (Rank: i + 1, one.Who, one.CostM)).ToList();
        var shown = ranked.ToLookup(one => one.Rank <= top || one.Who.Expert.Id == chosen);
        var first = ranked.Count > 0 ? ranked[0].Who.Expert.Id : (ExpertId?)null;
        return new Explanation(
            (chosen ?? first)?.Value,
            [.. shown[true].Select(one => Shown(one.Rank, one.Who, one.CostM, need, scene))],
            [.. shown[false].Select(one => new Other(one.Who.Expert.Id.Value, one.Rank, null, Km(one.CostM))), .. judged[false].Select(Excluded)],
            ranked.Count > 0 ? null : WhyNobody.For(need, scene))
        {
            Because = (chosen ?? first) is null ? null : because ?? (chosen is null || chosen == first ? Choice.CostsLeast : Choice.OthersNeededElsewhere),
            Needs = [.. need.Skills.Select(skill => skill.ToString())],
        };
    });

    private static Other Excluded((Candidate Who, Exclusion? Excluded, long CostM) one) =>
        new(one.Who.Expert.Id.Value, null, one.Excluded, one.Excluded is Exclusion.BeyondReach ? Km(one.CostM) : null);

    /// <summary>Everyone with one of the skills or asked for by name, by id.</summary>
    private static List<(Candidate Who, Exclusion? Excluded, long CostM)> Judged(Need need, Scene scene)
    {
        var slots = scene.Roster.Index.Holding(need.Skills);
        if (need.AskedFor is { } asked && scene.Roster.SlotOf(asked) is var slot and >= 0) slots = slots.Append(slot).Distinct();
        return [.. slots.Select(slot => scene.Roster.Candidates[slot]).OrderBy(who => who.Expert.Id).Select(who => (who, Rules.Judge(need, who, scene, out var costM), costM))];
    }

    private static Ranked Shown(int rank, Candidate who, long costM, Need need, Scene scene) => new(rank, who.Expert.Id.Value, Km(costM), Parts(need, who, scene));

    internal static CostPart[] Parts(Need need, Candidate candidate, Scene scene)
    {
        Span<long> metres = stackalloc long[Rules.Soft.Length];
        var n = 0;
        for (var rule = 0; rule < metres.Length; rule++)
            if ((metres[rule] = Rules.Soft[rule].Metres(need, candidate, scene)) != 0) n++;
        var parts = new CostPart[n];
        for (var rule = metres.Length - 1; rule >= 0; rule--)
            if (metres[rule] != 0) parts[--n] = new CostPart(Rules.Soft[rule].Name, Km(metres[rule]));
        return parts;
    }

    /// <summary>As metres / 1000m, without a division of decimals: no zeros at the end.</summary>
    internal static decimal Km(long metres)
    {
        var (digits, scale) = (Math.Abs(metres), (byte)3);
        for (; scale > 0 && digits % 10 == 0; scale--) digits /= 10;
        return new decimal(unchecked((int)digits), (int)(digits >> 32), 0, metres < 0, scale);
    }
}
