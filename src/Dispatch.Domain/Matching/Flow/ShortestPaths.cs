namespace Dispatch.Domain.Matching.Flow;

/// <summary>
/// Serves one seat after the other by a shortest path to a free place, over costs reduced by prices. The price of an expert, or of a gate
/// in use, is what a further seat that comes to it costs from there on; it keeps every reduced cost from being negative.
/// </summary>
internal sealed class ShortestPaths
{
    private readonly SeatNetwork network;
    private readonly Holdings holdings;
    private readonly Closure closure;
    private readonly Step[] trail;
    private readonly long[] prices;
    private readonly Node[] nodes;
    private readonly List<int> touched = [], settled = [];
    private readonly Stack<int> level = new();
    private readonly PriorityQueue<int, long> queue = new();
    private (long Distance, Step Step) nearest;
    private long now;

    public ShortestPaths(SeatNetwork network)
    {
        (this.network, holdings, trail, nodes) = (network, new Holdings(network), new Step[network.Nodes], new Node[network.Nodes]);
        prices = new long[network.Nodes];
        closure = new Closure(network, holdings, prices);
        Array.Fill(nodes, new Node { Distance = long.MaxValue, NextPlace = long.MaxValue });
        for (var expert = 0; expert < network.Experts; expert++)
            if (network.PlaceCosts(expert) is [var cost, ..]) (prices[expert], nodes[expert].NextPlace) = (cost, cost);
    }

    public SeatFlow Serve()
    {
        for (var seat = 0; seat < network.Seats; seat++) Serve(seat);
        closure.Lift();
        return new SeatFlow(network, holdings.ArcOf, prices);
    }

    private void Serve(int seat)
    {
        nearest = (long.MaxValue, default);
        now = long.MinValue;
        Relax(seat, 0);
        while (Next(out var node)) Settle(node);
        if (nearest.Distance == long.MaxValue) closure.Close(settled);
        else Take();
        foreach (var node in touched) nodes[node].Distance = long.MaxValue;
        settled.Clear();
        touched.Clear();
        queue.Clear();
        level.Clear();
    }

    private bool Next(out int node)
    {
        if (level.TryPop(out node)) return now < nearest.Distance;
        while (queue.TryDequeue(out node, out now))
            if (now == nodes[node].Distance) return now < nearest.Distance;
        return false;
    }

    private void Settle(int node)
    {
        settled.Add(node);
        var start = now - prices[node];
        if (network.IsGate(node)) RelaxHolder(holdings.FirstOf(node), start);
        else
            for (var seat = holdings.FirstOf(node); seat >= 0; seat = holdings.NextOf(seat))
                if (holdings.Own(seat).To is var to && to != node) ReachGate(to, start);
                else RelaxHolder(seat, start);
    }

    private void ReachGate(int gate, long start)
    {
        if (start + prices[gate] is var reached && reached < nearest.Distance) Reach(gate, reached, Step.ThroughExpert);
    }

    private void RelaxHolder(int seat, long start) => Relax(seat, start - holdings.Own(seat).GapM);

    /// <summary>Looks at all who may have the seat. No reduced cost is negative: by the prices, nobody costs less than who has it.</summary>
    /// <param name="seat">The seat.</param>
    /// <param name="start">How far it is to where the seat flows now, less the price there and the cost; 0 where the path begins.</param>
    private void Relax(int seat, long start)
    {
        var arcs = network.ArcsOf(seat);
        var (known, experts, first, limit) = (prices, network.Experts, network.FirstArc(seat), nearest.Distance);
        for (var a = 0; a < arcs.Length; a++)
        {
            var (to, gap) = arcs[a];
            if (to >= experts) to = holdings.Behind(to);
            var reached = start + gap + known[to];
            if (reached >= limit) continue;
            Reach(to, reached, new Step(seat, first + a));
            if (nodes[to].NextPlace == long.MaxValue || start + gap + nodes[to].NextPlace is var end && end >= limit) continue;
            limit = end;
            nearest = (end, new Step(seat, first + a));
        }
    }

    private void Reach(int number, long distance, Step step)
    {
        ref var node = ref nodes[number];
        if (distance >= node.Distance || closure.Has(number)) return;
        if (node.Distance == long.MaxValue) touched.Add(number);
        (node.Distance, trail[number]) = (distance, step);
        if (distance == now) level.Push(number);
        else queue.Enqueue(number, distance);
    }

    private void Take()
    {
        foreach (var node in settled) prices[node] += nearest.Distance - nodes[node].Distance;
        var last = network.ExpertAt(network.Arcs[nearest.Step.Arc].To);
        holdings.Reroute(nearest.Step, trail);
        foreach (var gate in holdings.Opened) prices[gate] = prices[network.ExpertAt(gate)];
        var costs = network.PlaceCosts(last);
        nodes[last].NextPlace = holdings.Taken(last) < costs.Length ? costs[holdings.Taken(last)] : long.MaxValue;
    }
}

/// <summary>An expert or a gate.</summary>
/// <param name="Distance">How far it is from the seat that is to be served, over reduced costs.</param>
/// <param name="NextPlace">What the expert's next place costs, when one is free.</param>
internal record struct Node(long Distance, long NextPlace);
