using Google.OrTools.Graph;

namespace Dispatch.Benchmarks.Batches;

/// <summary>Seat → gate of its team at the expert → expert → place → sink, as OR-Tools' MinCostFlow knows it.</summary>
internal sealed class PeerNetwork : IDisposable
{
    private readonly MinCostFlow flow = new();
    private readonly Dictionary<(int Team, int Expert), int> gates = [];
    private readonly Problem problem;
    private readonly int sink;
    private int seats;

    public PeerNetwork(Problem problem, long[][] placeCosts)
    {
        (this.problem, sink) = (problem, problem.Seats + problem.Experts);
        for (var expert = 0; expert < problem.Experts; expert++)
            foreach (var cost in placeCosts[expert]) flow.AddArcWithCapacityAndUnitCost(problem.Seats + expert, sink, 1, cost);
    }

    public void Add(int seat, (int Expert, long CostM)[] candidates, bool free = false)
    {
        seats++;
        flow.SetNodeSupply(seat, 1);
        foreach (var (expert, cost) in candidates)
            flow.AddArcWithCapacityAndUnitCost(seat, problem.TeamOf[seat] < 0 ? problem.Seats + expert : Gate(problem.TeamOf[seat], expert), 1, free ? 0 : cost);
    }

    /// <summary>A way past all experts; its arc.</summary>
    public int LeaveOut(int seat, long cost) => flow.AddArcWithCapacityAndUnitCost(seat, sink, 1, cost);

    public bool Flows(int arc) => flow.Flow(arc) > 0;

    public long Solve()
    {
        flow.SetNodeSupply(sink, -seats);
        var status = flow.Solve();
        return status == MinCostFlowBase.Status.OPTIMAL ? flow.OptimalCost() : throw new InvalidOperationException($"MinCostFlow: {status}");
    }

    public void Dispose() => flow.Dispose();

    private int Gate(int team, int expert)
    {
        if (gates.TryGetValue((team, expert), out var gate)) return gate;
        gates[(team, expert)] = gate = sink + 1 + gates.Count;
        flow.AddArcWithCapacityAndUnitCost(gate, problem.Seats + expert, 1, 0);
        return gate;
    }
}
