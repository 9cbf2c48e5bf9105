using System.Diagnostics;
using Dispatch.Domain.Matching;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>What the index itself costs.</summary>
/// <param name="Experts">How many.</param>
/// <param name="BuildS">Seconds until the first answer of a roster whose experts are in memory.</param>
/// <param name="BytesEach">Memory the roster and its index keep for each expert, the expert not counted.</param>
/// <param name="TakenAndFreed">Seats found, taken and given back, per second on one thread.</param>
/// <param name="Changed">Experts replaced by quite different ones, per second on one thread.</param>
/// <param name="BestUs">Median of one match.</param>
/// <param name="TopUs">Median of the top five with all cost parts.</param>
/// <param name="ReloadMs">The longest time until other weights were matched by.</param>
/// <param name="PauseUs">The longest time a match took meanwhile.</param>
internal sealed record IndexRow(
    int Experts, double BuildS, double BytesEach, double TakenAndFreed, double Changed, double BestUs, double TopUs, double ReloadMs, double PauseUs);

/// <summary>Building it, keeping it, changing it in place, and explaining from it.</summary>
internal static class IndexBenchmark
{
    private const int Requests = 2_000, Block = 100, Reloads = 100;
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
        var taken = PerSecond(n => TakeAndFree(needs[n % needs.Count], scene));
        var (best, top) = InTurn(needs, scene);
        // Two of each number, in turn, so that whoever is put in differs from who was there.
        var others = Enumerable.Range(0, 2 * Requests).Select(n => world.Another((n % Requests) * 7919 % experts)).ToList();
        Latency.WarmUp(other => { scene.Roster.Put(other); return 0; }, others, Time);
        var changed = PerSecond(n => { scene.Roster.Put(others[n % others.Count]); return true; });
        var (reload, pause) = Reload(needs, scene.Roster);
        return new IndexRow(experts, build.TotalSeconds, (double)bytes / experts, taken, changed, best.MedianUs, top.MedianUs, reload.TotalMilliseconds, pause.TotalMicroseconds);
    }

    public static Table Table(IReadOnlyList<IndexRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var column in (string[])["experts", "build s", "bytes per expert", "found, taken and freed per s", "changed per s", "match µs", "top five µs", "×", "reload ms", "longest match µs"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows)
            table.AddRow($"{row.Experts:N0}", $"{row.BuildS:0.000}", $"{row.BytesEach:0}", $"{row.TakenAndFreed:N0}", $"{row.Changed:N0}", $"{row.BestUs:0.0}", $"{row.TopUs:0.0}", $"{row.TopUs / row.BestUs:0.0}", $"{row.ReloadMs:0.00}", $"{row.PauseUs:N0}");
        return table;
    }

    private static double PerSecond(Func<int, bool> act)
    {
        var (start, done) = (Stopwatch.GetTimestamp(), 0);
        for (var n = 0; Stopwatch.GetElapsedTime(start) < Time; n++)
            if (act(n)) done++;
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static bool TakeAndFree(Need need, Scene scene)
    {
        if (Matcher.Best(need, scene) is not { } expert) return false;
        scene.Roster.Change(expert.Id, 1);
        scene.Roster.Change(expert.Id, -1);
        return true;
    }

    /// <summary>One match and its explanation over the same requests, a block at a time.</summary>
    private static (Latency Best, Latency Top) InTurn(List<Need> needs, Scene scene)
    {
        var (best, top) = (new Latency(), new Latency());
        Latency.WarmUp(need => Matcher.Top(need, scene), needs, Time);
        foreach (var block in needs.Chunk(Block))
        {
            foreach (var need in block) best.Of(asked => Matcher.Best(asked, scene), need);
            foreach (var need in block) top.Of(asked => Matcher.Top(asked, scene), need);
        }
        return (best, top);
    }

    /// <summary>One thread matches without a pause, another changes the weights and waits until they are matched by.</summary>
    private static (TimeSpan Reload, TimeSpan Pause) Reload(List<Need> needs, Roster roster)
    {
        var (weights, used, done) = (new Weights(), (Weights?)null, false);
        var matching = Task.Run(() =>
        {
            var longest = TimeSpan.Zero;
            var scene = World.Scene(roster, weights);
            for (var n = 0; !Volatile.Read(ref done); n++)
            {
                if (Volatile.Read(ref weights) is var now && !ReferenceEquals(now, scene.Weights)) scene = World.Scene(roster, now);
                var start = Stopwatch.GetTimestamp();
                Matcher.Best(needs[n % needs.Count], scene);
                if (Stopwatch.GetElapsedTime(start) is var took && took > longest) longest = took;
                Volatile.Write(ref used, scene.Weights);
            }
            return longest;
        });
        var reload = TimeSpan.Zero;
        for (var n = 0; n < Reloads; n++)
        {
            var start = Stopwatch.GetTimestamp();
            var other = new Weights { LoadKm = n };
            Volatile.Write(ref weights, other);
            SpinWait.SpinUntil(() => ReferenceEquals(Volatile.Read(ref used), other));
            if (Stopwatch.GetElapsedTime(start) is var took && took > reload) reload = took;
        }
        Volatile.Write(ref done, true);
        return (reload, matching.Result);
    }
}
