namespace Dispatch.Tests.Matching.Flow;

/// <summary>
/// The same question in full: every arc and its way back, every seat by Bellman and Ford's shortest path, with no prices and nothing left out.
/// Slow, and plainly right.
/// </summary>
internal sealed class PlainFlow
{
    private readonly List<(object From, object To, long CostM, bool Open)> arcs = [];
    private readonly HashSet<object> gates = [];
    private readonly int seats;

    public PlainFlow(RandomSeats problem)
    {
        seats = problem.TeamOf.Count;
        for (var expert = 0; expert < problem.PlaceCosts.Length; expert++)
            foreach (var costM in problem.PlaceCosts[expert]) Join(("expert", expert), "sink", costM);
        foreach (var (seat, expert, costM) in problem.Pairs)
        {
            object gate = ("gate", problem.TeamOf[seat], expert);
            if (problem.TeamOf[seat] >= 0 && gates.Add(gate)) Join(gate, ("expert", expert), 0);
            Join(("seat", seat), problem.TeamOf[seat] < 0 ? ("expert", expert) : gate, costM);
        }
    }

    /// <summary>Which seats are served, and what they cost with the places they take, in metres.</summary>
    public (List<bool> Served, long CostM) Solve()
    {
        var (served, sumM) = (new List<bool>(), 0L);
        for (var seat = 0; seat < seats; seat++)
        {
            var (distance, via) = Distances(("seat", seat));
            served.Add(distance.ContainsKey("sink"));
            if (!served[^1]) continue;
            sumM += distance["sink"];
            for (object node = "sink"; !node.Equals(("seat", seat)); node = arcs[via[node]].From) Turn(via[node]);
        }
        return (served, sumM);
    }

    private (Dictionary<object, long> Distance, Dictionary<object, int> Via) Distances(object start)
    {
        var (distance, via) = (new Dictionary<object, long> { [start] = 0 }, new Dictionary<object, int>());
        for (var changed = true; changed;)
        {
            changed = false;
            for (var a = 0; a < arcs.Count; a++)
            {
                var (from, to, costM, open) = arcs[a];
                if (!open || !distance.TryGetValue(from, out var sofar) || (distance.TryGetValue(to, out var known) && known <= sofar + costM)) continue;
                (distance[to], via[to], changed) = (sofar + costM, a, true);
            }
        }
        return (distance, via);
    }

    private void Join(object from, object to, long costM)
    {
        arcs.Add((from, to, costM, true));
        arcs.Add((to, from, -costM, false));
    }

    private void Turn(int arc)
    {
        foreach (var a in (int[])[arc, arc ^ 1]) arcs[a] = arcs[a] with { Open = !arcs[a].Open };
    }
}
