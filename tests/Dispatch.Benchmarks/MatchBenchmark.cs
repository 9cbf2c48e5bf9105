using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>One way to find the best expert: the engine's or what a user would take instead.</summary>
internal sealed record Contestant(string Name, Func<Need, Expert?> Best);

/// <summary>
/// How long a contestant takes. Ratio: its median as a multiple of the first contestant's, so above 1 is slower;
/// differences: requests answered with another expert than the first contestant's.
/// </summary>
internal sealed record MatchRow(
    int Experts, string Contestant, int Requests, int Nobody, double MedianUs, double P99Us, double BytesEach, double Ratio, int Differences);

/// <summary>One seat, one expert: all contestants in turn over the same requests, a block at a time, in one process.</summary>
internal static class MatchBenchmark
{
    private const int Requests = 2_000, Block = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2), Most = TimeSpan.FromSeconds(20);

    public static List<MatchRow> Run(int experts)
    {
        var world = new World(experts);
        var needs = world.Needs(Requests)[..Requests];
        var contestants = Contestants(world);
        foreach (var contestant in contestants) Latency.WarmUp(contestant.Best, needs, WarmUp);
        var taken = contestants.ConvertAll(_ => new Latency());
        var answers = contestants.ConvertAll(_ => new List<Expert?>());
        foreach (var block in needs.Chunk(Block))
            for (var c = 0; c < contestants.Count; c++)
                foreach (var need in block.TakeWhile(_ => taken[c].Spent < Most)) answers[c].Add(taken[c].Of(contestants[c].Best, need));
        return [.. contestants.Select((contestant, c) => new MatchRow(
            experts, contestant.Name, taken[c].Count, answers[c].Count(answer => answer is null), taken[c].MedianUs, taken[c].P99Us, taken[c].BytesEach,
            taken[c].MedianUs / taken[0].MedianUs, answers[c].Zip(answers[0]).Count(pair => pair.First?.Id != pair.Second?.Id)))];
    }

    public static Table Table(IEnumerable<MatchRow> rows)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns("experts", "contestant");
        foreach (var column in (string[])["requests", "nobody", "median µs", "p99 µs", "bytes each", "× index", "differences"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var row in rows)
            table.AddRow($"{row.Experts:N0}", row.Contestant, $"{row.Requests:N0}", $"{row.Nobody:N0}", $"{row.MedianUs:N1}", $"{row.P99Us:N1}", $"{row.BytesEach:N0}", $"{row.Ratio:0.00}", $"{row.Differences}");
        return table;
    }

    /// <summary>The first is what the others are measured by.</summary>
    private static List<Contestant> Contestants(World world)
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
