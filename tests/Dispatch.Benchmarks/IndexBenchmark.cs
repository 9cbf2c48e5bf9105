using System.Diagnostics;
using Dispatch.Domain.Matching;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>What the index itself costs.</summary>
/// <param name="Experts">How many.</param>
/// <param name="BuildS">Seconds until the first answer of a roster whose experts are in memory.</param>
/// <param name="BytesEach">Memory the roster and its index keep for each expert, the expert not counted.</param>
/// <param name="TakenAndFreed">Seats found, taken and given back, per second on one thread.</param>
internal sealed record IndexRow(int Experts, double BuildS, double BytesEach, double TakenAndFreed);

/// <summary>Building it, keeping it, and changing it in place.</summary>
internal static class IndexBenchmark
{
    private const int Requests = 2_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static IndexRow Run(int experts)
    {
        var world = new World(experts);
        var needs = world.Needs(Requests)[..Requests];
        var candidates = world.Roster.Candidates.ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var scene = World.Scene(new Roster(candidates));
        Matcher.Best(needs[0], scene);
        var build = Stopwatch.GetElapsedTime(start);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Latency.WarmUp(need => TakeAndFree(need, scene), needs, Time);
        return new IndexRow(experts, build.TotalSeconds, (double)bytes / experts, PerSecond(needs, scene));
    }

    public static Table Table(IEnumerable<IndexRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var column in (string[])["experts", "build s", "bytes per expert", "found, taken and freed per s"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows) table.AddRow($"{row.Experts:N0}", $"{row.BuildS:0.000}", $"{row.BytesEach:0}", $"{row.TakenAndFreed:N0}");
        return table;
    }

    private static double PerSecond(List<Need> needs, Scene scene)
    {
        var (start, served) = (Stopwatch.GetTimestamp(), 0);
        for (var n = 0; Stopwatch.GetElapsedTime(start) < Time; n = (n + 1) % needs.Count)
            if (TakeAndFree(needs[n], scene)) served++;
        return served / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static bool TakeAndFree(Need need, Scene scene)
    {
        if (Matcher.Best(need, scene) is not { } expert) return false;
        scene.Roster.Change(expert.Id, 1);
        scene.Roster.Change(expert.Id, -1);
        return true;
    }
}
