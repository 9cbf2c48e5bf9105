using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>Orders from the call of the API to the offer written and announced: the real service over RabbitMQ, and beside it the floor, on each database.</summary>
internal static class PipelineBenchmark
{
    /// <summary>As many as in Linhe, but with seats enough for every order.</summary>
    private const int Experts = 120, SeatsEach = 100_000;

    /// <param name="databases">sqlite, postgres or both.</param>
    /// <param name="windows">Settings of BatchWindow; null for as it comes.</param>
    /// <param name="amount">How many orders.</param>
    public static async Task<IReadOnlyList<PipelineRow>> Run(IReadOnlyList<string> databases, IReadOnlyList<TimeSpan?> windows, Amount amount)
    {
        await using var servers = await OwnServers.Start(broker: true, databases.Contains(OwnServers.Postgres));
        var rows = new List<PipelineRow>();
        foreach (var database in databases)
            foreach (var window in windows) rows.AddRange(await Pair(servers, database, $"{database}-{rows.Count}", window, amount));
        return rows;
    }

    public static IRenderable Table(IReadOnlyList<PipelineRow> rows)
    {
        var table = new Table().AddColumns("database", "side", "window s", "orders/s", "× floor", "each round", "at /s", "median ms", "p95 ms", "p99 ms", "CPU ms each", "peak MB", "commits each", "messages each", "handled each", "faults");
        foreach (var row in rows)
            table.AddRow(row.Database, row.Side, $"{row.WindowSeconds}", $"{row.PerSecond:N1}", $"{row.ToFloor:0.00}", string.Join(' ', (row.RoundsToFloor ?? []).Select(share => $"{share:0.00}")), $"{row.HalfRate:N1}", $"{row.MedianMs:N1}", $"{row.P95Ms:N1}", $"{row.P99Ms:N1}", $"{row.CpuMsEach:0.00}", $"{row.PeakMb:0}", $"{row.CommitsEach:0.00}", $"{row.MessagesEach:0.00}", $"{row.HandledEach:0.00}", $"{row.Faults}");
        return table;
    }

    /// <summary>The floor writes the rows that the service has left of an order, under other ids.</summary>
    private static async Task<IReadOnlyList<PipelineRow>> Pair(OwnServers servers, string kind, string name, TimeSpan? window, Amount amount)
    {
        var world = new PipelineWorld(Experts, SeatsEach);
        var (installation, floors) = (await Installation.Make(servers, kind, name, world, window), await Installation.Make(servers, kind, $"{name}-floor", world, window));
        var (service, home) = await Served.Start(installation);
        await using var ends = service;
        await using var heard = await Announcements.Listen(installation.Bus, installation.Name);
        using var callers = new Callers(home, installation.Key, world.Request);
        await using var served = new Side("service", installation, callers.Submit, heard, () => service.Cpu, amount);
        await served.WarmUp();
        var pattern = await Pattern.Of(installation, Announcements.Contracts.ToDictionary(contract => contract, heard.FirstOf));
        await using var floor = await Floor.Start(floors, pattern, await Pattern.Together(installation, amount.WarmUp / 2));
        await using var floorsHeard = await Announcements.Listen(floors.Bus, floors.Name);
        await using var byHand = new Side("floor", floors, floor.Submit, floorsHeard, () => Environment.CpuUsage.TotalTime, amount);
        await byHand.WarmUp();
        var (row, least) = await InTurn(served, byHand, amount.Rounds, async () => floor.Keep(await Pattern.Together(installation, amount.Orders)));
        return [row.AsShareOf(least) with { PeakMb = Math.Round(service.PeakMb), Faults = row.Faults + await installation.Errors() }, least];
    }

    /// <summary>A round of one and a round of the other, each first in turn: the machine drifts.</summary>
    private static async Task<(PipelineRow Service, PipelineRow Floor)> InTurn(Side service, Side floor, int rounds, Func<Task> keep)
    {
        for (var n = 0; n < rounds; n++)
            foreach (var side in n % 2 == 0 ? new[] { service, floor } : [floor, service])
            {
                await side.Round();
                if (side == service) await keep();
            }
        await service.Paced();
        await keep();
        await floor.Paced();
        return (await service.Row(), await floor.Row());
    }
}
