using Dispatch.Domain.Matching.Flow;

namespace Dispatch.Benchmarks.Batches;

/// <summary>Many seats and who may have them, as a batch has them once the rules have been asked.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="TeamOf">For each seat, the first to be served first, its team order, or -1.</param>
/// <param name="PlaceCosts">For each expert, what each free place costs in metres.</param>
/// <param name="Candidates">For each seat, who may have it and the cost in metres.</param>
internal sealed record Problem(string Name, int[] TeamOf, long[][] PlaceCosts, (int Expert, long CostM)[][] Candidates)
{
    private const int CandidatesEach = 32;
    private const double Km2PerExpert = 30, CellKm = 15, LoadM = 15_000;

    /// <summary>The least cost, where it has been published.</summary>
    public long? Optimum { get; init; }

    public int Seats => TeamOf.Length;

    public int Experts => PlaceCosts.Length;

    /// <summary>What is measured: building included.</summary>
    public SeatFlow Solve()
    {
        var network = new SeatNetwork(TeamOf, PlaceCosts, Candidates.Sum(all => all.Length));
        for (var seat = 0; seat < Seats; seat++) network.Allow(seat, Candidates[seat]);
        return network.Solve();
    }

    /// <summary>
    /// As many experts as seats, one in 30 km², each seat with 32 candidates out of those some 30 km around; one order in eight for two or three.
    /// </summary>
    /// <param name="name">What it is called.</param>
    /// <param name="size">How many seats and how many experts.</param>
    /// <param name="places">How many free places an expert has, chosen among these.</param>
    public static Problem Random(string name, int size, params int[] places)
    {
        var random = new Random(size);
        var side = Math.Max(2 * CellKm, Math.Sqrt(size * Km2PerExpert));
        var experts = Enumerable.Range(0, size).Select(_ => (X: side * random.NextDouble(), Y: side * random.NextDouble())).ToArray();
        var cells = Enumerable.Range(0, size).ToLookup(e => ((int)(experts[e].X / CellKm), (int)(experts[e].Y / CellKm)));
        var placeCosts = experts.Select(_ => Places(places[random.Next(places.Length)], random.Next(4, 13))).ToArray();
        var (teams, candidates) = (new List<int>(), new List<(int, long)[]>());
        for (var order = 0; teams.Count < size; order++)
        {
            var (x, y) = (side * random.NextDouble(), side * random.NextDouble());
            var around = (from i in Enumerable.Range((int)(x / CellKm) - 2, 5) from j in Enumerable.Range((int)(y / CellKm) - 2, 5) from e in cells[(i, j)] select e).ToArray();
            for (var seats = Math.Min(size - teams.Count, random.Next(8) == 0 ? random.Next(2, 4) : 1); seats > 0; seats--)
            {
                random.Shuffle(around);
                teams.Add(seats > 1 || (teams.Count > 0 && teams[^1] == order) ? order : -1);
                candidates.Add([.. around.Take(CandidatesEach).Order().Select(e => (e, Metres(experts[e], (x, y)) + (8_000 * random.Next(2)) - (random.Next(8) == 0 ? 20_000 : 0)))]);
            }
        }
        return new Problem(name, [.. teams], placeCosts, [.. candidates]);
    }

    private static long Metres((double X, double Y) one, (double X, double Y) other) =>
        (long)(1000 * Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y))));

    private static long[] Places(int free, int capacity) => [.. Enumerable.Range(0, free).Select(n => (long)(LoadM * n / capacity))];
}
