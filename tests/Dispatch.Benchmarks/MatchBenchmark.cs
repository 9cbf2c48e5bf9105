using Dispatch.Benchmarks.Peers;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>One way to find the best expert: the engine's or what a user would take instead. Null where it is not there to be asked.</summary>
/// <param name="Name">As reported.</param>
/// <param name="Best">The answer to one request.</param>
/// <param name="Exact">Whether another answer than the first contestant's is a fault.</param>
internal sealed record Contestant(string Name, Func<Need, Expert?>? Best, bool Exact = true);

/// <summary>
/// How long a contestant takes. Ratio: its median as a multiple of the first contestant's, so above 1 is slower;
/// differences: requests answered with another expert than the first contestant's. No figures: it was absent.
/// </summary>
internal sealed record MatchRow(
    int Experts, string Contestant, bool Exact, int? Requests = null, int? Nobody = null, double? MedianUs = null, double? P99Us = null, double? BytesEach = null, double? Ratio = null, int? Differences = null);

/// <summary>One seat, one expert: all contestants in turn over the same requests, a block at a time, in one process.</summary>
internal static class MatchBenchmark
{
    private const int Requests = 2_000, Block = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), Turn = TimeSpan.FromMilliseconds(5);

    public static List<MatchRow> Run(int experts)
    {
        var world = new World(experts);
        var needs = world.Needs(Requests)[..Requests];
        using var stores = new Stores(new Listings(world, needs));
        List<Contestant> contestants = [.. Engine(world), .. stores.Contestants];
        var present = contestants.Where(contestant => contestant.Best is not null).Select(contestant => new Present(contestant, contestant.Best!)).ToList();
        foreach (var one in present) Latency.WarmUp(one.Best, needs, WarmUp);
        foreach (var block in needs.Chunk(Block))
            foreach (var one in present)
            {
                // Whoever had the turn before has left the processor's caches full of other things.
                Latency.WarmUp(one.Best, needs, Turn);
                foreach (var need in block) one.Answers.Add(one.Taken.Of(one.Best, need));
            }
        return contestants.ConvertAll(contestant => Row(experts, contestant, present.Find(one => one.Contestant == contestant), present[0]));
    }

    /// <summary>Of those who must answer as the engine does.</summary>
    public static int Faults(IEnumerable<MatchRow> rows) => rows.Where(row => row.Exact).Sum(row => row.Differences ?? 0);

    public static Table Table(IEnumerable<MatchRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns("experts", "contestant");
        foreach (var column in (string[])["requests", "nobody", "median µs", "p99 µs", "bytes each", "× index", "differences"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows)
            table.AddRow($"{row.Experts:N0}", row.Contestant, row.Requests is { } requests ? $"{requests:N0}" : "absent", $"{row.Nobody:N0}", $"{row.MedianUs:N1}", $"{row.P99Us:N1}", $"{row.BytesEach:N0}", $"{row.Ratio:0.00}", $"{row.Differences}");
        return table;
    }

    private static MatchRow Row(int experts, Contestant contestant, Present? own, Present first) => own is null
        ? new MatchRow(experts, contestant.Name, contestant.Exact)
        : new MatchRow(
            experts, contestant.Name, contestant.Exact, own.Taken.Count, own.Answers.Count(answer => answer is null), own.Taken.MedianUs, own.Taken.P99Us, own.Taken.BytesEach,
            own.Taken.MedianUs / first.Taken.MedianUs, own.Answers.Zip(first.Answers).Count(pair => pair.First?.Id != pair.Second?.Id));

    private sealed record Present(Contestant Contestant, Func<Need, Expert?> Best)
    {
        public Latency Taken { get; } = new();

        public List<Expert?> Answers { get; } = [];
    }

    /// <summary>The first is what the others are measured by.</summary>
    private static List<Contestant> Engine(World world)
    {
        var (scene, candidates) = (world.Scene(), world.Roster.Candidates.ToArray());
        return
        [
            new("index", need => Matcher.Best(need, scene)),
            new("index, duty not yet looked up", need => Matcher.Best(need, world.Scene())),
            new("full scan", need => Matcher.Scan(need, scene)),
            new("LINQ over objects", need => Linq(need, candidates, scene)),
        ];
    }

    /// <summary>
    /// Every rule of the engine, written down a second time as one would without it. In its favour: cheap and telling rules first,
    /// the distance taken once, duty and rarity from the scene's memory.
    /// </summary>
    private static Expert? Linq(Need need, Candidate[] candidates, Scene scene) => candidates
        .Where(who => who.FreeSeats > 0 && who.Expert.Active
            && need.Skills.All(asked => who.Expert.Skills.Exists(held => held.Skill == asked.Skill && held.Level >= asked.Level))
            && who.Expert.Languages.Contains(need.Language)
            && !need.Refused.Contains(who.Expert.Id) && !need.AlreadyOnOrder.Contains(who.Expert.Id)
            && (need.HeldFor is not { } holder || holder == who.Expert.Id)
            && (need.PlannedFor is not { } day || !who.Expert.OnLeave(day)))
        .Select(who => (who.Expert, who.OpenSeats, Km: who.Expert.Base.KmTo(need.Place)))
        .Where(who => who.Km <= who.Expert.TravelRadiusKm && scene.PresenceOf(who.Expert, need.AnswerBy) == Presence.OnDuty)
        .Select(who => (who.Expert, CostM: M(who.Km)
            + M(scene.Weights.LoadKm * who.OpenSeats / who.Expert.Capacity)
            - (need.PairedWith.Contains(who.Expert.Id) ? M(scene.Weights.PairingBonusKm) : 0)
            - (need.AskedFor == who.Expert.Id ? M(scene.Weights.AskedForBonusKm) : 0)
            + (need.Crop is null || who.Expert.Crops.Contains(need.Crop) ? 0 : M(scene.Weights.CropKm))
            + M(scene.Weights.ScarcityKm * who.Expert.Skills.Where(held => !need.Asks(held.Skill)).Select(held => scene.Roster.Rarity(held.Skill)).DefaultIfEmpty().Max())
            - M(scene.Weights.AgeKmPerHour * scene.HoursWaited(need))))
        .Where(who => need.Urgency == Urgency.Urgent || need.HeldFor is not null || who.CostM <= scene.Weights.ReachKm * 1000)
        .OrderBy(who => who.CostM).ThenBy(who => who.Expert.Id).FirstOrDefault().Expert;

    private static long M(double km) => (long)Math.Round(km * 1000);
}
