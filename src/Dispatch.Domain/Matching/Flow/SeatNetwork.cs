namespace Dispatch.Domain.Matching.Flow;

/// <summary>
/// Seats, the experts that may have them, and the places experts have left: seat → gate of its order at the expert → expert →
/// one of its places → sink. The gate of a team order lets one seat through, so no expert gets two seats of it.
/// </summary>
/// <remarks>
/// Costs are whole metres. The costs of one seat are kept as 32-bit gaps to the first. No sum that is made exceeds (experts + gates) ×
/// the widest gap, or a place's cost, so 63 bits hold two thousand million of them; beyond, the checked arithmetic throws, it never wraps.
/// </remarks>
public sealed class SeatNetwork
{
    internal const int None = -1;
    private readonly List<int> gateExperts = [];
    private readonly int[] teamOf, firstArc;
    private readonly long[] baseM;
    private readonly long[][] placeCosts;
    private Arc[] arcs;
    private int lastSeat = None, lastExpert = None, count;

    /// <param name="teamOf">For each seat, the first to be served first: the number of its team order, from 0, or -1 for the only seat of its order.</param>
    /// <param name="placeCosts">For each expert, what each further free place costs in metres, never falling: its length is the free capacity.</param>
    /// <param name="pairs">How many pairs of seat and expert to make room for; there may be more.</param>
    /// <exception cref="ArgumentException">A further place costs less than the one before.</exception>
    public SeatNetwork(IReadOnlyList<int> teamOf, IReadOnlyList<long[]> placeCosts, int pairs = 0)
    {
        (this.teamOf, this.placeCosts, arcs) = ([.. teamOf], [.. placeCosts], new Arc[pairs]);
        (firstArc, baseM) = (new int[Seats + 1], new long[Seats]);
        for (var expert = 0; expert < Experts; expert++)
            for (var place = 1; place < placeCosts[expert].Length; place++)
                if (placeCosts[expert][place] < placeCosts[expert][place - 1])
                    throw new ArgumentException($"Place {place + 1} of expert {expert} costs less than the one before.", nameof(placeCosts));
    }

    public int Seats => teamOf.Length;

    public int Experts => placeCosts.Length;

    /// <summary>
    /// Says that an expert may have a seat, and the cost in metres. Seats come in turn, and so do the experts of a seat: of equally cheap
    /// ones, a seat alone gets the first.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such seat or expert, a later one has been spoken of, or the cost is 2 million km from another of the seat.</exception>
    public void Allow(int seat, int expert, long costM) => Allow(seat, [(expert, costM)]);

    /// <summary>The same of several experts at once, which is quicker.</summary>
    /// <exception cref="ArgumentException">As with one; then none of them is allowed.</exception>
    public void Allow(int seat, ReadOnlySpan<(int Expert, long CostM)> pairs)
    {
        if (pairs.IsEmpty) return;
        if (seat != lastSeat) Begin(seat, pairs[0].CostM);
        if (count + pairs.Length > arcs.Length) Array.Resize(ref arcs, Math.Max(count + pairs.Length, 2 * count));
        var (last, fromM) = (lastExpert, baseM[seat]);
        var added = arcs.AsSpan(count, pairs.Length);
        for (var i = 0; i < pairs.Length; i++)
        {
            var (expert, costM) = pairs[i];
            if (expert <= last || expert >= Experts) throw new ArgumentException($"Expert {expert} comes after expert {last} of {Experts}.", nameof(pairs));
            var gap = costM - fromM;
            if (gap is < int.MinValue or > int.MaxValue) throw new ArgumentException($"{costM} m is too far from {fromM} m, another cost of seat {seat}.", nameof(pairs));
            added[i] = new Arc(last = expert, (int)gap);
        }
        (lastExpert, count) = (last, count + pairs.Length);
    }

    /// <summary>The best set of seats in their order, at the least cost for that set. The same input gives the same answer.</summary>
    public SeatFlow Solve()
    {
        if (arcs.Length > count) Array.Resize(ref arcs, count);
        if (lastSeat < Seats) PlaceGates();
        return new ShortestPaths(this).Serve();
    }

    /// <summary>Experts and gates: an expert has its own number, the gates have those that follow.</summary>
    internal int Nodes => Experts + gateExperts.Count;

    internal ReadOnlySpan<Arc> Arcs => arcs;

    internal ReadOnlySpan<Arc> ArcsOf(int seat) => Arcs[firstArc[seat]..firstArc[seat + 1]];

    /// <summary>The number of the first arc of a seat.</summary>
    internal int FirstArc(int seat) => firstArc[seat];

    /// <summary>What the gaps of a seat are counted from, in metres.</summary>
    internal long BaseM(int seat) => baseM[seat];

    internal bool IsGate(int node) => node >= Experts;

    /// <summary>The expert, or whom the gate leads to.</summary>
    internal int ExpertAt(int node) => node < Experts ? node : gateExperts[node - Experts];

    internal ReadOnlySpan<long> PlaceCosts(int expert) => placeCosts[expert];

    private void Begin(int seat, long costM)
    {
        if (seat < lastSeat || seat >= Seats) throw new ArgumentException($"Seat {seat} comes after seat {lastSeat} of {Seats}.", nameof(seat));
        while (lastSeat < seat) firstArc[++lastSeat] = count;
        (lastExpert, baseM[seat]) = (None, costM);
    }

    /// <summary>One gate for each order of several seats and expert that may have one of them.</summary>
    private void PlaceGates()
    {
        while (lastSeat < Seats) firstArc[++lastSeat] = count;
        var gateAt = new int[Experts];
        foreach (var team in Enumerable.Range(0, Seats).Where(seat => teamOf[seat] >= 0).GroupBy(seat => teamOf[seat]))
        {
            var firstGate = Nodes;
            foreach (var seat in team)
                for (var a = firstArc[seat]; a < firstArc[seat + 1]; a++)
                {
                    var expert = arcs[a].To;
                    if (gateAt[expert] < firstGate)
                    {
                        gateAt[expert] = Nodes;
                        gateExperts.Add(expert);
                    }
                    arcs[a] = arcs[a] with { To = gateAt[expert] };
                }
        }
    }
}

/// <summary>The expert that may have a seat, or the gate before it for an order of several seats, and what it costs more than the seat's first.</summary>
internal readonly record struct Arc(int To, int GapM);
