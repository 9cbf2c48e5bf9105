namespace Dispatch.Domain.Matching;

/// <summary>
/// Gives seats to experts: serves the best set of seats in their order, at the least cost for that set.
/// A seat flows to an expert and through one of the expert's places to the sink; the seats of a team order
/// pass a gate for one between order and expert, so no expert gets two of them.
/// </summary>
public sealed class SeatFlow
{
    private readonly int seats, experts, firstExpert, sink;
    private readonly int[] gateOf, first, via;
    private readonly long[] price, distance;
    private readonly bool[] dead;
    private readonly List<Arc> arcs = [];
    private readonly List<int> settled = [];
    private readonly PriorityQueue<int, long> queue = new();

    /// <param name="teamOf">For each seat, the first to be served first: the number of its team order, from 0, or -1 for the only seat of its order.</param>
    /// <param name="placeCosts">For each expert, what each further free place costs, never falling: its length is the free capacity.</param>
    public SeatFlow(IReadOnlyList<int> teamOf, IReadOnlyList<long[]> placeCosts)
    {
        (seats, experts) = (teamOf.Count, placeCosts.Count);
        gateOf = [.. teamOf.Select(team => team < 0 ? -1 : seats + (team * experts))];
        firstExpert = seats + (experts * (teamOf.DefaultIfEmpty(-1).Max() + 1));
        sink = firstExpert + experts;
        (first, via, price, distance, dead) = (new int[sink + 1], new int[sink + 1], new long[sink + 1], new long[sink + 1], new bool[sink + 1]);
        Array.Fill(first, -1);
        for (var gate = seats; gate < firstExpert; gate++) Join(gate, firstExpert + ((gate - seats) % experts), 0);
        for (var expert = 0; expert < experts; expert++)
            foreach (var cost in placeCosts[expert]) Join(firstExpert + expert, sink, cost);
    }

    /// <summary>Says that an expert may have a seat, and the cost.</summary>
    public void Allow(int seat, int expert, long cost) =>
        Join(seat, gateOf[seat] < 0 ? firstExpert + expert : gateOf[seat] + expert, cost);

    /// <summary>The expert of each seat, or -1. The same input gives the same answer; a seat alone gets the first of its cheapest.</summary>
    public int[] Solve()
    {
        for (var seat = 0; seat < seats; seat++)
            if (Search(seat)) Take(seat);
            else foreach (var node in settled) dead[node] = true; // Nothing leads out of here, now or later.
        return [.. Enumerable.Range(0, seats).Select(ExpertOf)];
    }

    /// <summary>Dijkstra over reduced costs, which the prices keep from being negative beyond the first arc; equal distances settle in order of number.</summary>
    private bool Search(int seat)
    {
        Array.Fill(distance, long.MaxValue);
        settled.Clear();
        queue.Clear();
        distance[seat] = 0;
        queue.Enqueue(seat, seat);
        while (queue.TryDequeue(out var node, out var key))
        {
            if (node == sink) return true;
            if (key != Key(node)) continue;
            settled.Add(node);
            Relax(node);
        }
        return false;
    }

    private void Relax(int node)
    {
        for (var a = first[node]; a >= 0; a = arcs[a].Next)
        {
            var arc = arcs[a];
            if (!arc.Open || dead[arc.To]) continue;
            var reached = distance[node] + arc.Cost + price[node] - price[arc.To];
            if (reached >= distance[arc.To] || reached >= distance[sink]) continue;
            (distance[arc.To], via[arc.To]) = (reached, a);
            queue.Enqueue(arc.To, Key(arc.To));
        }
    }

    private void Take(int seat)
    {
        foreach (var node in settled) price[node] += distance[node] - distance[sink];
        for (var node = sink; node != seat; node = arcs[via[node] ^ 1].To)
        {
            Turn(via[node]);
            Turn(via[node] ^ 1);
        }
    }

    private long Key(int node) => (distance[node] * (sink + 1)) + node;

    private int ExpertOf(int seat)
    {
        for (var a = first[seat]; a >= 0; a = arcs[a].Next)
            if (!arcs[a].Open) return arcs[a].To >= firstExpert ? arcs[a].To - firstExpert : (arcs[a].To - seats) % experts;
        return -1;
    }

    /// <summary>An arc and, at the odd number after it, its way back, open once it is taken.</summary>
    private void Join(int from, int to, long cost)
    {
        arcs.Add(new Arc(to, cost, first[from], Open: true));
        first[from] = arcs.Count - 1;
        arcs.Add(new Arc(from, -cost, first[to], Open: false));
        first[to] = arcs.Count - 1;
    }

    private void Turn(int arc) => arcs[arc] = arcs[arc] with { Open = !arcs[arc].Open };

    private readonly record struct Arc(int To, long Cost, int Next, bool Open);
}
