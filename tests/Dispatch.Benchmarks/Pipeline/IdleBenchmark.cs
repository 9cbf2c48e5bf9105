using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>What a service takes to which nobody comes.</summary>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Seconds">For how long it was looked at.</param>
/// <param name="CpuPercent">Processor time in it, of one core; the broker's and the database server's are not in it.</param>
/// <param name="PeakMb">The most the service has had in memory since its start, in 2^20 bytes.</param>
internal sealed record IdleRow(string Database, double Seconds, double CpuPercent, double PeakMb);

/// <summary>The real service in all roles over RabbitMQ, with a district in its database, after its start: it has its rounds, its health and its connections, and no order.</summary>
internal static class IdleBenchmark
{
    private const int Experts = 120;

    /// <summary>What belongs to the start is over by then, the compiler's second look included.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(90);

    /// <param name="databases">sqlite, postgres or both.</param>
    /// <param name="time">For how long each is looked at.</param>
    public static async Task<IReadOnlyList<IdleRow>> Run(IReadOnlyList<string> databases, TimeSpan time)
    {
        await using var servers = await OwnServers.Start(broker: true, databases.Contains(OwnServers.Postgres));
        var rows = new List<IdleRow>();
        foreach (var database in databases) rows.Add(await Look(servers, database, time));
        return rows;
    }

    public static IRenderable Table(IReadOnlyList<IdleRow> rows)
    {
        var table = new Table().AddColumns("idle on", "seconds", "% of a core", "peak MB");
        foreach (var row in rows) table.AddRow(row.Database, $"{row.Seconds:0}", $"{row.CpuPercent:0.00}", $"{row.PeakMb:0}");
        return table;
    }

    private static async Task<IdleRow> Look(OwnServers servers, string kind, TimeSpan time)
    {
        var installation = await Installation.Make(servers, kind, $"{kind}-idle", new PipelineWorld(Experts, capacity: null), window: null);
        var (service, _) = await Served.Start(installation);
        await using var ends = service;
        Console.Error.WriteLine($"{installation.Name}: nothing for {time.TotalSeconds:0} s…");
        // This and the next are time in which nothing is to happen, which is what is measured; not a wait for something.
        await Task.Delay(Settles);
        var (start, before) = (Stopwatch.GetTimestamp(), service.Cpu);
        await Task.Delay(time);
        var (took, worked) = (Stopwatch.GetElapsedTime(start), service.Cpu - before);
        return new IdleRow(kind, Math.Round(took.TotalSeconds), Math.Round(100 * worked / took, 2), Math.Round(service.PeakMb));
    }
}
