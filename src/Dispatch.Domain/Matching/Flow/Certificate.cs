namespace Dispatch.Domain.Matching.Flow;

/// <summary>
/// Proves that a flow is what <see cref="SeatNetwork.Solve"/> promises, by looking once at each arc and at nothing that led to it.
/// Cheapest: no arc that flow could still take, or give back, has a negative reduced cost (complementary slackness), so no cycle
/// makes it cheaper. Best set: whoever could make room for a seat that goes without comes before it.
/// </summary>
public sealed class Certificate
{
    private readonly SeatNetwork network;
    private readonly SeatFlow flow;
    private readonly List<int>[] held;

    private Certificate(SeatFlow flow)
    {
        (this.flow, network) = (flow, flow.Network);
        held = [.. Enumerable.Range(0, network.Nodes).Select(_ => new List<int>())];
        for (var seat = 0; seat < network.Seats; seat++)
        {
            if (flow.Own(seat) is not { } own) continue;
            held[network.ExpertAt(own.To)].Add(seat);
            if (network.IsGate(own.To)) held[own.To].Add(seat);
        }
    }

    /// <summary>The first condition that does not hold, in words; null when all do.</summary>
    public static string? FirstBroken(SeatFlow flow)
    {
        var certificate = new Certificate(flow);
        return certificate.Possible().Concat(certificate.PlacesCheapest()).Concat(certificate.SeatsCheapest()).Concat(certificate.BestSet()).FirstOrDefault();
    }

    private IEnumerable<string> Possible()
    {
        for (var node = 0; node < network.Nodes; node++)
            if (held[node].Count > (network.IsGate(node) ? 1 : network.PlaceCosts(node).Length))
                yield return network.IsGate(node) ? $"Expert {network.ExpertAt(node)} has seats {string.Join(" and ", held[node])} of one order." : $"Expert {node} has more seats than places.";
    }

    private IEnumerable<string> PlacesCheapest()
    {
        for (var expert = 0; expert < network.Experts; expert++)
        {
            var (costs, taken) = (network.PlaceCosts(expert).ToArray(), held[expert].Count);
            if (taken < costs.Length && flow.PriceOf(expert) > costs[taken]) yield return $"Expert {expert} has a free place below its price.";
            if (taken > 0 && flow.PriceOf(expert) < costs[taken - 1]) yield return $"Expert {expert} has taken a place above its price.";
        }
    }

    private IEnumerable<string> SeatsCheapest()
    {
        for (var seat = 0; seat < network.Seats; seat++)
        {
            if (flow.Own(seat) is not { } own) continue;
            var costM = own.GapM + flow.PriceAt(own.To);
            if (flow.PriceAt(own.To) < flow.PriceOf(network.ExpertAt(own.To))) yield return $"Seat {seat} passes its gate for less than nothing.";
            foreach (var other in network.ArcsOf(seat).ToArray())
                if (other.GapM + flow.PriceAt(Behind(other)) < costM) yield return $"Seat {seat} would cost less with expert {network.ExpertAt(other.To)}.";
        }
    }

    private IEnumerable<string> BestSet()
    {
        var (seen, waiting) = (new bool[network.Nodes], new Stack<int>());
        for (var left = 0; left < network.Seats; left++)
        {
            if (flow.Own(left) is null) waiting.Push(left);
            while (waiting.TryPop(out var seat))
            {
                if (seat > left) yield return $"Seat {seat} is served though seat {left} comes before it.";
                foreach (var arc in network.ArcsOf(seat).ToArray())
                {
                    var node = Behind(arc);
                    if (!network.IsGate(node) && held[node].Count < network.PlaceCosts(node).Length) yield return $"Seat {left} goes without though expert {node} can be free.";
                    See(node, seen, waiting);
                }
            }
        }
    }

    /// <summary>All who hold what is seen could make room, those in a gate by way of it.</summary>
    private void See(int node, bool[] seen, Stack<int> waiting)
    {
        if (seen[node]) return;
        seen[node] = true;
        foreach (var seat in held[node])
            if (flow.Own(seat)!.Value.To is var to && to != node) See(to, seen, waiting);
            else waiting.Push(seat);
    }

    private int Behind(Arc arc) => network.IsGate(arc.To) && held[arc.To].Count == 0 ? network.ExpertAt(arc.To) : arc.To;
}
