using Dispatch.Domain.Matching;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>How long a batch takes. Load: the share of all capacity taken before; served: seats, on average.</summary>
internal sealed record BatchRow(string Case, int Experts, int SeatsEach, double Load, int Batches, double ServedEach, double MedianMs, double P99Ms, double MegabytesEach);

/// <summary>Many seats at once: another district for every batch, its scene as fresh as in a round of the service.</summary>
internal static class BatchBenchmark
{
    public const int Experts = 120;
    private const int Batches = 200;

    /// <summary>In slack there are several free places to a seat; in overload about a quarter of the seats go without.</summary>
    private const double Slack = 0.6, Overload = 0.9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3), Most = TimeSpan.FromSeconds(40);

    public static List<BatchRow> Run(int experts)
    {
        var (weights, lines) = (new Weights(), new Weights { PatienceHours = 24 });
        return
        [
            Run("slack", experts, Slack, weights),
            Run("overload", experts, Overload, weights),
            Run("slack, lines", experts, Slack, lines),
            Run("overload, lines", experts, Overload, lines),
        ];
    }

    public static Table Table(IEnumerable<BatchRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns("case");
        foreach (var column in (string[])["experts", "seats", "load before", "batches", "served", "median ms", "p99 ms", "MB each"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows)
            table.AddRow(row.Case, $"{row.Experts:N0}", $"{row.SeatsEach:N0}", $"{row.Load:P0}", $"{row.Batches:N0}", $"{row.ServedEach:N1}", $"{row.MedianMs:N2}", $"{row.P99Ms:N2}", $"{row.MegabytesEach:N2}");
        return table;
    }

    private static BatchRow Run(string name, int experts, double load, Weights weights)
    {
        var seats = Math.Max(1, experts * 100 / Experts);
        var batches = Enumerable.Range(1, Batches).Select(seed => new World(experts, seed, load)).Select(world => (world, weights, needs: world.Needs(seats)[..seats])).ToList();
        Latency.WarmUp(Assign, batches, WarmUp);
        var (latency, served) = (new Latency(), 0);
        foreach (var batch in batches.TakeWhile(_ => latency.Spent < Most)) served += latency.Of(Assign, batch).Assigned.Count;
        return new BatchRow(name, experts, seats, load, latency.Count, (double)served / latency.Count, latency.MedianUs / 1e3, latency.P99Us / 1e3, latency.BytesEach / 1e6);
    }

    private static Plan Assign((World World, Weights Weights, List<Need> Needs) batch) => Batch.Assign(batch.Needs, World.Scene(batch.World.Roster, batch.Weights));
}
