namespace Dispatch.Domain.Matching.Flow;

/// <summary>
/// Regions without a way out. What a search that finds no free place has reached can never again lead to one, so later searches leave
/// it out, and its prices stay behind; they are lifted in the end.
/// </summary>
internal sealed class Closure(SeatNetwork network, Holdings holdings, long[] prices)
{
    private readonly int[] regionOf = new int[network.Nodes];
    private readonly List<int> closed = [];
    private readonly List<long> lifts = [0];

    public bool Has(int node) => regionOf[node] > 0;

    public void Close(List<int> region)
    {
        if (region.Count == 0) return;
        foreach (var node in region) regionOf[node] = lifts.Count;
        closed.AddRange(region);
        lifts.Add(0);
    }

    /// <summary>
    /// A region's prices rise together, as far as keeps the ways into it from being negative. Ways lead only into regions closed before,
    /// so the last closed is lifted first.
    /// </summary>
    public void Lift()
    {
        if (closed.Count == 0) return;
        for (var node = 0; node < regionOf.Length; node++)
            if (regionOf[node] == 0) Measure(node);
        for (var i = closed.Count - 1; i >= 0; i--)
        {
            prices[closed[i]] += lifts[regionOf[closed[i]]];
            Measure(closed[i]);
        }
    }

    private void Measure(int node)
    {
        for (var seat = holdings.FirstOf(node); seat >= 0; seat = network.IsGate(node) ? SeatNetwork.None : holdings.NextOf(seat))
            if (network.IsGate(node) || holdings.Own(seat).To == node) MeasureSeat(seat, node);
            else MeasureWay(node, holdings.Own(seat).To, 0);
    }

    private void MeasureSeat(int seat, int at)
    {
        var own = holdings.Own(seat).GapM;
        foreach (var arc in network.ArcsOf(seat)) MeasureWay(at, holdings.Behind(arc.To), (long)arc.GapM - own);
    }

    private void MeasureWay(int from, int to, long costM)
    {
        var region = regionOf[to];
        if (region != 0 && region != regionOf[from]) lifts[region] = Math.Max(lifts[region], prices[from] - prices[to] - costM);
    }
}
