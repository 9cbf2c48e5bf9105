using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;

namespace Dispatch.Benchmarks;

/// <summary>
/// What was given away, and what it cost: the engine's own soft rules by the default weights at that moment, whatever weights
/// the choice was made by. Waiting, for which the engine gives credit, is added instead.
/// </summary>
internal sealed class Tally
{
    public static readonly Weights Price = new();
    private readonly long[] partsM = new long[Rules.Soft.Length];
    private readonly Dictionary<ExpertId, int> servedBy = [];
    private readonly List<int> waiting = [];
    private long heldSeats, together, otherwise;

    public int Served { get; private set; }

    /// <summary>Km per seat.</summary>
    public double CostKm => partsM.Sum() / 1000.0 / Served;

    /// <summary>Seats held, on average.</summary>
    public double Held => (double)heldSeats / waiting.Count;

    /// <summary>Seats that wait, on average over the first half of the time counted; in a steady state as many as in the second.</summary>
    public double WaitingFirst => waiting.Take(waiting.Count / 2).Average();

    /// <summary>The same over the second half.</summary>
    public double WaitingThen => waiting.Skip(waiting.Count / 2).Average();

    /// <summary>The share of seats in batches that went to another expert than each alone would have got at that moment; null without batches.</summary>
    public double? Otherwise => together == 0 ? null : (double)otherwise / together;

    /// <summary>What one soft rule costs, km per seat.</summary>
    public double PartKm(string rule) => partsM[Rules.Soft.IndexOf(Rules.Soft.Single(soft => soft.Name == rule))] / 1000.0 / Served;

    /// <summary>How things stand at the beginning of a round.</summary>
    public void Look(int seatsHeld, int seatsWaiting)
    {
        heldSeats += seatsHeld;
        waiting.Add(seatsWaiting);
    }

    public void CountTogether(int seats, int otherwiseThanAlone) => (together, otherwise) = (together + seats, otherwise + otherwiseThanAlone);

    /// <summary>The expert, as they stand before, gets the seat.</summary>
    public void Count(Need need, Candidate candidate, Scene scene)
    {
        Served++;
        servedBy[candidate.Expert.Id] = servedBy.GetValueOrDefault(candidate.Expert.Id) + 1;
        for (var rule = 0; rule < partsM.Length; rule++)
            partsM[rule] += Rules.Soft[rule].Name == "waiting" ? -Rules.Soft[rule].Metres(need, candidate, scene) : Rules.Soft[rule].Metres(need, candidate, scene);
    }

    /// <summary>How unequally the experts served, each relative to the capacity (Gini 1912): 0 for all alike, near 1 for one who did it all.</summary>
    public double Gini(Roster roster)
    {
        var loads = new List<double>();
        foreach (var (expert, _) in roster.Candidates) loads.Add((double)servedBy.GetValueOrDefault(expert.Id) / expert.Capacity);
        loads.Sort();
        return loads.Select((load, i) => ((2.0 * (i + 1)) - loads.Count - 1) * load).Sum() / (loads.Count * loads.Sum());
    }
}
