using System.Collections.Concurrent;
using System.Diagnostics;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>What the hail came to.</summary>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Experts">How many there are, all with the skill and near enough.</param>
/// <param name="Seats">How many orders they can hold together.</param>
/// <param name="Orders">How many came.</param>
/// <param name="Refused">How many were not taken.</param>
/// <param name="CallP99Ms">From when a call should have begun to its answer.</param>
/// <param name="Offered">How many had an expert asked.</param>
/// <param name="Overtaken">Pairs of competing orders of which the one that was asked for later, or not at all, had been in the queue before the other, and for a second at least.</param>
/// <param name="ByAMoment">The same where it had come into the queue within the second before, so that the round may not have seen it.</param>
/// <param name="SettledSeconds">From the first call until every order was offered, or waited for experts who were all full, and nothing was under way; null where that took too long.</param>
/// <param name="PeakMb">The most the service has had in memory.</param>
/// <param name="Failed">Messages in error queues.</param>
internal sealed record BurstRow(string Database, int Experts, int Seats, int Orders, int Refused, double CallP99Ms, int Offered, int Overtaken, int ByAMoment, double? SettledSeconds, double PeakMb, int Failed)
{
    /// <summary>What must not be.</summary>
    public int Faults => Refused + Overtaken + Failed + Math.Abs(Math.Min(Orders, Seats) - Offered) + (SettledSeconds is null ? 1 : 0);
}

/// <summary>After the hail: many orders within seconds, from one village and for one skill, so that all compete for the same experts.</summary>
internal static class BurstBenchmark
{
    private const int Experts = 120;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <summary>Between being put into the queue and being seen there lies a commit.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <param name="databases">sqlite, postgres or both.</param>
    /// <param name="orders">How many.</param>
    /// <param name="window">The setting BatchWindow; null for as it comes.</param>
    public static async Task<IReadOnlyList<BurstRow>> Run(IReadOnlyList<string> databases, int orders, TimeSpan? window)
    {
        await using var servers = await OwnServers.Start(broker: true, databases.Contains(OwnServers.Postgres));
        var rows = new List<BurstRow>();
        foreach (var database in databases) rows.Add(await Hail(servers, database, $"{database}-hail", orders, window));
        return rows;
    }

    public static IRenderable Table(IReadOnlyList<BurstRow> rows)
    {
        var table = new Table().AddColumns("database", "experts", "seats", "orders", "refused", "call p99 ms", "offered", "overtaken", "by a moment", "settled s", "peak MB", "failed");
        foreach (var row in rows)
            table.AddRow(row.Database, $"{row.Experts}", $"{row.Seats:N0}", $"{row.Orders:N0}", $"{row.Refused}", $"{row.CallP99Ms:N1}", $"{row.Offered:N0}", $"{row.Overtaken:N0}", $"{row.ByAMoment:N0}", $"{row.SettledSeconds:N1}", $"{row.PeakMb:0}", $"{row.Failed}");
        return table;
    }

    private static async Task<BurstRow> Hail(OwnServers servers, string kind, string name, int orders, TimeSpan? window)
    {
        var world = new PipelineWorld(Experts, capacity: null, everybodyKnows: Skill.PlantProtection);
        var installation = await Installation.Make(servers, kind, name, world, window);
        var (service, home) = await Served.Start(installation);
        await using var ends = service;
        using var callers = new Callers(home, installation.Key, number => PipelineWorld.AfterHail(number, Skill.PlantProtection));
        Console.Error.WriteLine($"{name}: {orders:N0} orders within {Within.TotalSeconds} s, {Experts} experts with {world.Seats:N0} seats…");
        await using var counted = new Counted(installation);
        var start = Stopwatch.GetTimestamp();
        var calls = await Calls(callers, orders);
        var taken = orders - callers.Refused;
        var settled = await counted.Quiet((2 * taken) + Math.Min(taken, world.Seats)) == 0 ? Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1) : (double?)null;
        var queue = await Queue(installation);
        var overtaken = Overtaken(queue).ToLookup(wait => wait >= Moment);
        return new BurstRow(kind, Experts, world.Seats, orders, callers.Refused, Math.Round(calls.Percentile(99), 1), queue.Count(one => one.MadeAt is not null), overtaken[true].Count(), overtaken[false].Count(), settled, Math.Round(service.PeakMb), await installation.Errors());
    }

    /// <summary>Evenly; the answer is what the farmer waits for, whether there is an expert for each is for the capacity to say.</summary>
    private static async Task<Passed> Calls(Callers callers, int orders)
    {
        var answered = new ConcurrentDictionary<Guid, long>();
        return await new Load(Submit, id => Task.FromResult(answered[id])).Paced(0, orders, orders / Within.TotalSeconds, seed: null);

        async Task<Guid?> Submit(int number)
        {
            var id = await callers.Submit(number);
            if (id is { } taken) answered[taken] = Stopwatch.GetTimestamp();
            return id;
        }
    }

    /// <summary>Since when each order was in the queue, and when somebody was asked; the oldest first.</summary>
    private static async Task<IReadOnlyList<(DateTimeOffset Since, DateTimeOffset? MadeAt)>> Queue(Installation installation)
    {
        await using var parts = installation.Parts();
        await using var scope = parts.CreateAsyncScope();
        var orders = await scope.ServiceProvider.GetRequiredService<DispatchDb>().Set<Order>().AsNoTracking().Where(order => order.QueuedSince != null).ToListAsync();
        return [.. orders.Select(order => (Since: order.QueuedSince!.Value, MadeAt: order.Offers.Select(offer => (DateTimeOffset?)offer.MadeAt).FirstOrDefault())).OrderBy(one => one.Since)];
    }

    /// <summary>For each pair out of turn, how long the older had been in the queue when the younger was offered.</summary>
    private static IEnumerable<TimeSpan> Overtaken(IReadOnlyList<(DateTimeOffset Since, DateTimeOffset? MadeAt)> queue)
    {
        for (var young = 0; young < queue.Count; young++)
        {
            if (queue[young].MadeAt is not { } made) continue;
            for (var old = 0; old < young; old++)
                if (queue[old].Since < queue[young].Since && !(queue[old].MadeAt <= made)) yield return made - queue[old].Since;
        }
    }
}
