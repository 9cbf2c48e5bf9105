using Google.OrTools.Graph;

namespace Dispatch.Benchmarks.Batches;

/// <summary>What OR-Tools makes of the same problem, building included. Costs in metres.</summary>
internal static class Peers
{
    /// <summary>The cost of serving all seats; all can be served.</summary>
    public static long MinCostFlow(Problem problem) => MinCostFlow(problem, served: null);

    /// <summary>The cost of serving these seats; all of them can be served.</summary>
    public static long MinCostFlow(Problem problem, bool[]? served)
    {
        using var network = new PeerNetwork(problem, problem.PlaceCosts);
        for (var seat = 0; seat < problem.Seats; seat++)
            if (served is null || served[seat]) network.Add(seat, problem.Candidates[seat]);
        return network.Solve();
    }

    /// <summary>
    /// The cost of serving the best set, in two flows. In the first only leaving out a seat costs, the more the earlier it is: the sets that
    /// can be served are those of a matroid, for which the order of such costs alone decides. The second serves that set at the least cost.
    /// </summary>
    public static long MinCostFlowTwice(Problem problem)
    {
        using var network = new PeerNetwork(problem, Array.ConvertAll(problem.PlaceCosts, costs => new long[costs.Length]));
        var leaveOut = new int[problem.Seats];
        for (var seat = 0; seat < problem.Seats; seat++)
        {
            network.Add(seat, problem.Candidates[seat], free: true);
            leaveOut[seat] = network.LeaveOut(seat, problem.Seats - seat);
        }
        network.Solve();
        return MinCostFlow(problem, Array.ConvertAll(leaveOut, arc => !network.Flows(arc)));
    }

    /// <summary>The cost of giving each seat an expert with one place.</summary>
    public static long LinearSumAssignment(Problem problem)
    {
        using var assignment = new LinearSumAssignment();
        for (var seat = 0; seat < problem.Seats; seat++)
            foreach (var (expert, cost) in problem.Candidates[seat]) assignment.AddArcWithCost(seat, expert, cost);
        var status = assignment.Solve();
        return status == Google.OrTools.Graph.LinearSumAssignment.Status.OPTIMAL ? assignment.OptimalCost() : throw new InvalidOperationException($"LinearSumAssignment: {status}");
    }
}
