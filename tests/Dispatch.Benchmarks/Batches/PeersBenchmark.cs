using Dispatch.Domain.Matching.Flow;
using Spectre.Console;

namespace Dispatch.Benchmarks.Batches;

/// <summary>How long a contestant takes for one problem, building included.</summary>
/// <param name="Case">The problem.</param>
/// <param name="Seats">How many there are.</param>
/// <param name="Pairs">Of a seat and an expert who may have it.</param>
/// <param name="Served">How many seats an expert was found for.</param>
/// <param name="Contestant">Who.</param>
/// <param name="Rounds">How often, in turn with the others.</param>
/// <param name="MedianMs">Milliseconds.</param>
/// <param name="Ratio">Its median as a multiple of the first contestant's.</param>
/// <param name="CostM">What was found, in metres.</param>
/// <param name="Wrong">Costs that are not the published optimum or the first contestant's, and certificates that do not hold.</param>
internal sealed record PeersRow(string Case, int Seats, int Pairs, int Served, string Contestant, int Rounds, double MedianMs, double Ratio, long CostM, int Wrong);

/// <summary>The flow that a batch comes down to beside OR-Tools: many seats in slack and overload, and OR-Library's problems.</summary>
internal static class PeersBenchmark
{
    private const int LeastRounds = 3, MostRounds = 201, MostSeats = 20_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1), Enough = TimeSpan.FromSeconds(10);

    /// <param name="size">How many seats and how many experts, or null for three sizes and OR-Library's files.</param>
    public static List<PeersRow> Run(int? size)
    {
        if (size is null) return [.. ((int[])[1_000, 5_000, MostSeats]).SelectMany(Sized), .. OrLibrary.Files.SelectMany(known => Published(known.File, known.Optimum))];
        if (size <= MostSeats) return Sized(size.Value);
        Console.Error.WriteLine($"OR-Tools is not asked about more than {MostSeats:N0} seats: it would take hours.");
        return [];
    }

    public static Table Table(IEnumerable<PeersRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns("case");
        foreach (var column in (string[])["seats", "pairs", "served"]) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("contestant");
        foreach (var column in (string[])["rounds", "median ms", "× ours", "cost", "wrong"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows)
            table.AddRow(row.Case, $"{row.Seats:N0}", $"{row.Pairs:N0}", $"{row.Served:N0}", row.Contestant, $"{row.Rounds:N0}", $"{row.MedianMs:N2}", $"{row.Ratio:0.00}", $"{row.CostM:N0}", $"{row.Wrong}");
        return table;
    }

    private static List<PeersRow> Sized(int size) =>
    [
        .. Compare(Problem.Random("slack", size, 1, 2, 3, 4), ("MinCostFlow", Peers.MinCostFlow)),
        .. Overload(Problem.Random("overload", size, 0, 0, 1, 2)),
    ];

    /// <summary>Told whom to serve, the peer has half of what is to be found out for nothing.</summary>
    private static List<PeersRow> Overload(Problem problem)
    {
        bool[] served = [.. problem.Solve().Experts.Select(expert => expert >= 0)];
        return Compare(problem, ("MinCostFlow twice", Peers.MinCostFlowTwice), ("MinCostFlow, told whom to serve", told => Peers.MinCostFlow(told, served)));
    }

    private static List<PeersRow> Published(string file, long optimum)
    {
        if (OrLibrary.Read(file) is { } problem) return Compare(problem with { Optimum = optimum }, ("LinearSumAssignment", Peers.LinearSumAssignment));
        Console.Error.WriteLine($"Not measured: there is no shared/data/orlib/{file}.txt beside this checkout.");
        return [];
    }

    private static List<PeersRow> Compare(Problem problem, params (string Name, Func<Problem, long> CostM)[] peers)
    {
        Console.Error.WriteLine($"{problem.Name}, {problem.Seats:N0} seats…");
        (string Name, Func<Problem, long> CostM)[] all = [("Dispatch", ours => ours.Solve().CostM), .. peers];
        foreach (var one in all) Latency.WarmUp(one.CostM, [problem], WarmUp);
        var (taken, costs, flow) = (Array.ConvertAll(all, _ => new Latency()), new long[all.Length], problem.Solve());
        for (var round = 0; round < LeastRounds || (round < MostRounds && taken.Max(one => one.Spent) < Enough); round++)
            for (var c = 0; c < all.Length; c++) costs[c] = taken[c].Of(all[c].CostM, problem);
        if (Certificate.FirstBroken(flow) is { } broken) Console.Error.WriteLine(broken);
        return [.. all.Select((one, c) => new PeersRow(
            problem.Name, problem.Seats, problem.Candidates.Sum(of => of.Length), flow.Experts.Count(expert => expert >= 0), one.Name, taken[c].Count,
            taken[c].MedianUs / 1e3, taken[c].MedianUs / taken[0].MedianUs, costs[c], (costs[c] == (problem.Optimum ?? flow.CostM) ? 0 : 1) + (c > 0 || Certificate.FirstBroken(flow) is null ? 0 : 1)))];
    }
}
