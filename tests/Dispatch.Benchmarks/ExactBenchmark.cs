using Dispatch.Domain.Matching;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>How often the index and the full scan gave different answers.</summary>
internal sealed record ExactRow(int Experts, int Requests, int Changes, int Nobody, int Differences);

/// <summary>The index beside the full scan over many worlds, with seats taken and given back and experts changed in between.</summary>
internal static class ExactBenchmark
{
    private const int Requests = 26_000, PerWorld = 2_000;

    public static ExactRow Run(int experts)
    {
        var worlds = Enumerable.Range(1, Requests / PerWorld).AsParallel().Select(seed => InWorld(experts, seed)).ToList();
        return new ExactRow(experts, worlds.Sum(one => one.Requests), worlds.Sum(one => one.Changes), worlds.Sum(one => one.Nobody), worlds.Sum(one => one.Differences));
    }

    public static Table Table(IEnumerable<ExactRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var column in (string[])["experts", "requests", "changes in between", "nobody", "differences"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows) table.AddRow($"{row.Experts:N0}", $"{row.Requests:N0}", $"{row.Changes:N0}", $"{row.Nobody:N0}", $"{row.Differences:N0}");
        return table;
    }

    private static ExactRow InWorld(int experts, int seed)
    {
        var (world, random) = (new World(experts, seed), new Random(seed));
        var (scene, changes, nobody, differences) = (world.Scene(), 0, 0, 0);
        foreach (var need in world.Needs(PerWorld)[..PerWorld])
        {
            var found = Matcher.Best(need, scene);
            if (found?.Id != Matcher.Scan(need, scene)?.Id) differences++;
            if (found is null) nobody++;
            else scene.Roster.Change(found.Id, 1);
            changes += (found is null ? 0 : 1) + Change(world, random, experts);
        }
        return new ExactRow(experts, PerWorld, changes, nobody, differences);
    }

    /// <summary>Somebody is rid of a seat, and somebody enters, leaves, or is from now on quite different.</summary>
    private static int Change(World world, Random random, int experts)
    {
        var (busy, other) = (world.Roster.Find(World.Id(random.Next(experts))), random.Next(experts));
        if (busy is { OpenSeats: > 0 } one) world.Roster.Change(one.Expert.Id, -1);
        if (random.Next(4) > 0) world.Roster.Put(world.Another(other));
        else world.Roster.Remove(World.Id(other));
        return busy is { OpenSeats: > 0 } ? 2 : 1;
    }
}
