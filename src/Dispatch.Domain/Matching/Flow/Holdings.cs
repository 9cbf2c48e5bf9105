namespace Dispatch.Domain.Matching.Flow;

/// <summary>Which seat flows to whom while paths are looked for.</summary>
internal sealed class Holdings
{
    private const int None = SeatNetwork.None;
    private readonly SeatNetwork network;
    private readonly int[] arcOf, next, previous, first, taken;
    private readonly List<int> opened = [];

    public Holdings(SeatNetwork network)
    {
        this.network = network;
        (arcOf, next, previous) = (Nothing(network.Seats), Nothing(network.Seats), Nothing(network.Seats));
        (first, taken) = (Nothing(network.Nodes), new int[network.Experts]);
    }

    /// <summary>The arc by which each seat flows, or less than 0.</summary>
    public int[] ArcOf => arcOf;

    /// <summary>The gates that came into use with the last path.</summary>
    public IReadOnlyList<int> Opened => opened;

    public int Taken(int expert) => taken[expert];

    /// <summary>The seat that flows through the gate, or the first that the expert has, or less than 0; the expert's others by <see cref="NextOf"/>.</summary>
    public int FirstOf(int node) => first[node];

    public int NextOf(int seat) => next[seat];

    /// <summary>What the seat's own arc costs, and where it leads.</summary>
    public Arc Own(int seat) => network.Arcs[arcOf[seat]];

    /// <summary>Where a seat comes to: the expert, also through a gate that is not in use; else the gate.</summary>
    public int Behind(int node) => !network.IsGate(node) || first[node] >= 0 ? node : network.ExpertAt(node);

    /// <summary>Sends the seat along its new arc, and back along the trail each seat that it makes room for, until one had none before.</summary>
    /// <param name="step">The last step, to a free place.</param>
    /// <param name="trail">How each node before was reached.</param>
    public void Reroute(Step step, Step[] trail)
    {
        opened.Clear();
        while (arcOf[step.Seat] >= 0)
        {
            var from = Own(step.Seat).To;
            var into = network.IsGate(from) && trail[from] is { Seat: >= 0 } sibling ? sibling : trail[network.ExpertAt(from)];
            Leave(step.Seat, network.ExpertAt(from));
            if (network.IsGate(from) && network.Arcs[into.Arc].To != from) first[from] = None;
            Enter(step);
            step = into;
        }
        Enter(step);
    }

    private void Leave(int seat, int expert)
    {
        taken[expert]--;
        if (previous[seat] < 0) first[expert] = next[seat];
        else next[previous[seat]] = next[seat];
        if (next[seat] >= 0) previous[next[seat]] = previous[seat];
    }

    private void Enter(Step step)
    {
        var to = network.Arcs[step.Arc].To;
        var expert = network.ExpertAt(to);
        (arcOf[step.Seat], previous[step.Seat], next[step.Seat]) = (step.Arc, None, first[expert]);
        if (first[expert] >= 0) previous[first[expert]] = step.Seat;
        first[expert] = step.Seat;
        taken[expert]++;
        if (!network.IsGate(to)) return;
        if (first[to] < 0) opened.Add(to);
        first[to] = step.Seat;
    }

    private static int[] Nothing(int length)
    {
        var nothing = new int[length];
        Array.Fill(nothing, None);
        return nothing;
    }
}

/// <summary>How a node was reached: from a seat by one of its arcs. A gate without a seat here was reached through its expert.</summary>
internal readonly record struct Step(int Seat, int Arc)
{
    public static readonly Step ThroughExpert = new(SeatNetwork.None, SeatNetwork.None);
}
