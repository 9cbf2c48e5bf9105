using Dispatch.Domain.Matching;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>A district under a steady stream: how much comes in, and for how many times the mean time a seat is held is counted.</summary>
internal sealed record Case(string Name, double Utilisation, int Counted);

/// <summary>
/// How a policy did, on average over the seeds. Served: seats given away while counted; costs in km per seat (<see cref="Tally"/>);
/// spread: of the ratios of single seeds, lowest and highest.
/// </summary>
internal sealed record QualityRow(
    string Case, string Policy, int Experts, double Seats, double Served, double Utilisation, double WaitingFirst, double WaitingThen, double? Otherwise,
    double CostKm, double DistanceKm, double LoadKm, double WaitedKm,
    double ToGreedy, Spread ToGreedySpread, double Gini, double ToNearest, Spread ToNearestSpread);

internal sealed record Spread(double Least, double Most);

/// <summary>Quality and fairness over a stream: the engine in batches and at once, and the nearest one who may.</summary>
internal static class QualityBenchmark
{
    public const int Experts = 1_000, FewestExperts = 50, MostExperts = 5_000;
    private const string Greedy = "greedy", Nearest = "nearest";

    /// <summary>So many times the mean time a seat is held pass before anything is counted.</summary>
    private const int WarmUp = 4;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15), MeanHeld = TimeSpan.FromHours(24);
    private static readonly int[] Seeds = [1, 2, 3];

    private const double Patience = 24;

    /// <summary>What is dear is offered sooner.</summary>
    private static readonly Weights Wide = new() { ReachKm = 80 };

    /// <summary>And load weighs three times as much.</summary>
    private static readonly Weights Even = Wide with { LoadKm = 45 };

    private static readonly Case[] Cases =
    [
        new("90 %", 0.9, 2),
        new("50 %", 0.5, 10),
    ];

    /// <summary>Nearest: the engine too, with no weight on anything but the distance, and no reach.</summary>
    private static readonly Policy[] Policies =
    [
        new("batches", new Weights(), Quarter),
        new("batches, lines", new Weights { PatienceHours = Patience }, Quarter),
        new(Greedy, new Weights()),
        new(Nearest, new Weights { LoadKm = 0, CropKm = 0, ScarcityKm = 0, PairingBonusKm = 0, AskedForBonusKm = 0, ReachKm = Weights.Most }),
        new("batches, wide", Wide, Quarter),
        new("batches, wide, lines", Wide with { PatienceHours = Patience }, Quarter),
        new("greedy, wide", Wide),
        new("batches, even, lines", Even with { PatienceHours = Patience }, Quarter),
        new("greedy, even", Even),
    ];

    public static List<QualityRow> Run(int experts)
    {
        var runs = Cases.SelectMany(one => Seeds.Select(seed => (Case: one, Seed: seed))).AsParallel().AsOrdered().Select(run => Play(run.Case, run.Seed, experts)).ToList();
        return [.. runs.GroupBy(run => run.Case).SelectMany(seeds => Policies.Select((policy, p) => Row(policy, p, experts, [.. seeds])))];
    }

    public static Table Table(IEnumerable<QualityRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumn(new TableColumn("case").NoWrap()).AddColumn(new TableColumn("policy").NoWrap());
        foreach (var column in (string[])["served", "in use", "waiting", "otherwise", "cost km", "distance", "load", "waited", "× greedy", "(seeds)", "Gini", "× nearest", "(seeds)"])
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow(
                row.Case, row.Policy, $"{row.Served:N0}", $"{row.Utilisation:P1}", $"{row.WaitingFirst:N0}, {row.WaitingThen:N0}", $"{row.Otherwise:P1}",
                $"{row.CostKm:0.00}", $"{row.DistanceKm:0.00}", $"{row.LoadKm:0.00}", $"{row.WaitedKm:0.00}",
                $"{row.ToGreedy:0.000}", Words(row.ToGreedySpread), $"{row.Gini:0.000}", $"{row.ToNearest:0.000}", Words(row.ToNearestSpread));
        return table;
    }

    private static Outcome Play(Case one, int seed, int experts)
    {
        var warmUp = WarmUp * MeanHeld;
        var stream = new OrderStream(experts, seed, one.Utilisation, MeanHeld, warmUp + (one.Counted * MeanHeld));
        var tallies = Policies.Select(policy => new District(stream, policy, stream.Start + warmUp).Play()).ToList();
        Console.Error.WriteLine($"{one.Name}, seed {seed}: {stream.Arrivals.Count:N0} seats came in");
        return new Outcome(one, stream.Seats, tallies, [.. tallies.Select(tally => tally.Gini(stream.Roster()))]);
    }

    private static QualityRow Row(Policy policy, int p, int experts, Outcome[] seeds)
    {
        var (greedy, nearest) = (Array.FindIndex(Policies, one => one.Name == Greedy), Array.FindIndex(Policies, one => one.Name == Nearest));
        var toGreedy = Array.ConvertAll(seeds, seed => seed.Tallies[p].CostKm / seed.Tallies[greedy].CostKm);
        var toNearest = Array.ConvertAll(seeds, seed => seed.Ginis[p] / seed.Ginis[nearest]);
        double Mean(Func<Tally, double> figure) => seeds.Average(seed => figure(seed.Tallies[p]));
        return new QualityRow(
            seeds[0].Case.Name, policy.Name, experts, seeds.Average(seed => seed.Seats), Mean(tally => tally.Served), seeds.Average(seed => seed.Tallies[p].Held / seed.Seats),
            Mean(tally => tally.WaitingFirst), Mean(tally => tally.WaitingThen), seeds.Average(seed => seed.Tallies[p].Otherwise),
            Mean(tally => tally.CostKm), Mean(tally => tally.PartKm("distance")), Mean(tally => tally.PartKm("load")), Mean(tally => tally.PartKm("waiting")),
            toGreedy.Average(), Of(toGreedy), seeds.Average(seed => seed.Ginis[p]), toNearest.Average(), Of(toNearest));
    }

    private static Spread Of(double[] ratios) => new(ratios.Min(), ratios.Max());

    private static string Words(Spread spread) => $"{spread.Least:0.000}–{spread.Most:0.000}";

    private sealed record Outcome(Case Case, int Seats, List<Tally> Tallies, List<double> Ginis);
}
