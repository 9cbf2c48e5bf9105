namespace Dispatch.Domain.Matching;

/// <summary>How evenly seats lie on the active experts, each by what they can hold: a load is seats / capacity.</summary>
/// <param name="Experts">How many are active.</param>
/// <param name="Seats">How many seats they have, all together.</param>
/// <param name="P50">The load of the middle one (the lower of two); null when nobody is active.</param>
/// <param name="Most">The highest load; null when nobody is active.</param>
/// <param name="Gini">Of the loads, as <see cref="Matching.Gini"/> defines it: 0 when all are the same; null when nobody is active.</param>
public sealed record LoadOverExperts(int Experts, int Seats, double? P50, double? Most, double? Gini)
{
    /// <param name="roster">Whose capacity counts.</param>
    /// <param name="seats">The seats of each: those they hold now, or those they served in a period.</param>
    /// <exception cref="ArgumentOutOfRangeException">Somebody has fewer than no seats.</exception>
    public static LoadOverExperts Of(Roster roster, Func<Candidate, int> seats)
    {
        var (loads, sum) = (new List<double>(), 0);
        foreach (var candidate in roster.Candidates)
        {
            if (!candidate.Expert.Active) continue;
            sum += seats(candidate);
            loads.Add((double)seats(candidate) / candidate.Expert.Capacity);
        }
        loads.Sort();
        return new LoadOverExperts(loads.Count, sum, loads.Count == 0 ? null : loads[(loads.Count - 1) / 2], loads.Count == 0 ? null : loads[^1], Matching.Gini.Of(loads));
    }
}
