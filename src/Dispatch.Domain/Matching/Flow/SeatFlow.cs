namespace Dispatch.Domain.Matching.Flow;

/// <summary>Who has which seat, and the prices that prove that nothing cheaper serves the same seats.</summary>
public sealed class SeatFlow
{
    private readonly int[] arcOf;
    private readonly long[] prices;

    internal SeatFlow(SeatNetwork network, int[] arcOf, long[] prices) => (Network, this.arcOf, this.prices) = (network, arcOf, prices);

    /// <summary>The expert of each seat, or -1.</summary>
    public IReadOnlyList<int> Experts => Array.ConvertAll(arcOf, arc => arc < 0 ? -1 : Network.ExpertAt(Network.Arcs[arc].To));

    /// <summary>What all seats served cost, and the places they take, in metres.</summary>
    public long CostM
    {
        get
        {
            var (sum, taken) = (0L, new int[Network.Experts]);
            for (var seat = 0; seat < arcOf.Length; seat++)
                if (Own(seat) is { } own) sum += CostOf(seat) + Network.PlaceCosts(Network.ExpertAt(own.To))[taken[Network.ExpertAt(own.To)]++];
            return sum;
        }
    }

    /// <summary>What a seat that is served costs with its expert, in metres; its place comes on top.</summary>
    public long CostOf(int seat) => Network.BaseM(seat) + Network.Arcs[arcOf[seat]].GapM;

    /// <summary>What one more seat that comes to the expert would cost from there on, in metres, as long as one more can be served.</summary>
    public long PriceOf(int expert) => prices[expert];

    internal SeatNetwork Network { get; }

    /// <summary>The arc by which the seat flows, when it is served.</summary>
    internal Arc? Own(int seat) => arcOf[seat] < 0 ? null : Network.Arcs[arcOf[seat]];

    /// <summary>The price of an expert or a gate in use; of other gates it means nothing.</summary>
    internal long PriceAt(int node) => prices[node];
}
