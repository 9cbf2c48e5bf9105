using Dispatch.Domain.Matching;

namespace Dispatch.Tests.Matching;

/// <summary>Tries every way to give seats to experts: the best set by priority, then the least cost. Slow, and plainly right.</summary>
internal sealed class EveryWay(IEnumerable<Need> needs, Scene scene)
{
    private readonly IReadOnlyList<Need> seats = Batch.ByPriority(needs, scene.Weights);
    private readonly Candidate[] candidates = scene.Roster.Candidates.ToArray();
    private readonly List<(bool[] Served, long CostM)> ways = [];

    public (IReadOnlyList<Need> Served, decimal CostKm) Best()
    {
        Try([], 0);
        var (served, costM) = ways.OrderByDescending(way => way.Served, Comparer<bool[]>.Create(FirstServed)).ThenBy(way => way.CostM).First();
        return ([.. seats.Where((_, s) => served[s])], costM / 1000m);
    }

    private void Try(List<int> given, long costM)
    {
        if (given.Count == seats.Count)
        {
            ways.Add(([.. given.Select(e => e >= 0)], costM));
            return;
        }
        Try([.. given, -1], costM);
        var need = seats[given.Count];
        for (var e = 0; e < candidates.Length; e++)
        {
            var taken = given.Count(other => other == e);
            var sibling = given.Where((other, s) => other == e && seats[s].Order == need.Order).Any();
            if (sibling || taken >= candidates[e].FreeSeats || Rules.Judge(need, candidates[e], scene, out _) is not null) continue;
            Try([.. given, e], costM + Rules.CostM(need, candidates[e] with { OpenSeats = candidates[e].OpenSeats + taken }, scene));
        }
    }

    private static int FirstServed(bool[] one, bool[] other)
    {
        var differs = Array.FindIndex([.. one.Zip(other, (a, b) => a != b)], different => different);
        return differs < 0 ? 0 : one[differs].CompareTo(other[differs]);
    }
}
