using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Flow;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>A seat and who gets it, at the cost that <see cref="Matcher.Explain"/> shows: that of the load before the batch.</summary>
public sealed record Assignment(Need Need, ExpertId Expert, decimal CostKm);

/// <summary>A seat that nobody gets in this batch, and why.</summary>
public sealed record Unserved(Need Need, NoAnswer Why);

/// <summary>What a batch came to, in order of priority.</summary>
/// <param name="Assigned">Who gets what.</param>
/// <param name="Unserved">Who waits on.</param>
/// <param name="CostKm">The costs, and what each further seat adds to its expert's load.</param>
public sealed record Plan(IReadOnlyList<Assignment> Assigned, IReadOnlyList<Unserved> Unserved, decimal CostKm);

/// <summary>
/// Matches waiting seats together. Where orders may be patient, some stand in line for an expert who is full (<see cref="Lines"/>). The others
/// are matched as if they were alone, exactly in this sense: (1) the seats served are the best set in order of priority — a seat goes
/// without only if serving it would leave out one that comes before it; (2) no other way to serve just these seats costs less,
/// where an expert's second seat in the batch costs the load it adds, and so on; (3) nobody exceeds the capacity or gets two
/// seats of one order. Who may have which seat, reach included, is judged at the load before the batch.
/// </summary>
/// <remarks>
/// Why: all limits are capacities of a network (<see cref="SeatNetwork"/>). The sets of seats that can flow to its sink together are the
/// independent sets of a matroid (a gammoid), so taking seats by priority, whenever a path to the sink is left, finds the best set;
/// a path that reroutes others still serves them. Each path is a shortest one in the residual network, which keeps the flow a cheapest
/// one for the seats served so far; places of one expert cost ever more (load is convex), so a cheapest flow fills them in turn.
/// <see cref="Certificate"/> proves both afterwards. Hence promise 5: if an expert that an unserved seat may have served a newer equal
/// one, giving it to the older would be a better set.
/// </remarks>
public static class Batch
{
    /// <exception cref="ArgumentException">A seat is listed twice.</exception>
    public static Plan Assign(IEnumerable<Need> needs, Scene scene)
    {
        var seats = ByPriority(needs, scene.Weights);
        return scene.Roster.Look(() => Assign(seats, scene));
    }

    /// <summary>The seats in the order in which they are served: by age, urgent ones counted older and those without urgency younger.</summary>
    /// <exception cref="ArgumentException">A seat is listed twice.</exception>
    public static IReadOnlyList<Need> ByPriority(IEnumerable<Need> needs, Weights weights)
    {
        var seats = needs.OrderBy(need => weights.TurnOf(need.QueuedSince, need.Urgency))
            .ThenBy(need => need.Order.Value).ThenBy(need => need.Seat).ToList();
        foreach (var twice in seats.GroupBy(need => (need.Order, need.Seat)).Where(same => same.Skip(1).Any()))
            throw new ArgumentException($"Seat {twice.Key.Seat} of order {twice.Key.Order} is listed twice.", nameof(needs));
        return seats;
    }

    private static Plan Assign(IReadOnlyList<Need> seats, Scene scene)
    {
        if (scene.Weights.PatienceHours == 0) return Planned(seats, Match(seats, [.. seats.Select(seat => scene.Roster.Index.Allowed(seat, scene))], scene), null, scene);
        var lines = new Lines(seats, scene);
        Together going;
        do going = Match([.. lines.Going.Select(seat => seats[seat])], [.. lines.Going.Select(lines.Free)], scene);
        while (lines.LetOlderGo(going.Experts));
        return Planned(seats, going, lines, scene);
    }

    private static Together Match(IReadOnlyList<Need> seats, List<Found>[] allowed, Scene scene)
    {
        // By id, so that ties fall the same way however the roster came to be.
        var slots = allowed.SelectMany(found => found).Select(found => found.Slot).Distinct().OrderBy(slot => scene.Roster.Candidates[slot].Expert.Id).ToArray();
        var network = new SeatNetwork(TeamOf(seats), Array.ConvertAll(slots, slot => PlaceCostsM(scene.Roster.Candidates[slot], seats.Count, scene)), allowed.Sum(found => found.Count));
        var numbers = slots.Index().ToDictionary(one => one.Item, one => one.Index);
        for (var seat = 0; seat < allowed.Length; seat++)
            foreach (var (costM, slot) in allowed[seat].OrderBy(found => numbers[found.Slot])) network.Allow(seat, numbers[slot], costM);
        var flow = network.Solve();
        return new Together([.. flow.Experts.Select(expert => expert < 0 ? (ExpertId?)null : scene.Roster.Candidates[slots[expert]].Expert.Id)], flow);
    }

    internal static int[] TeamOf(IReadOnlyList<Need> seats)
    {
        var teams = seats.GroupBy(need => need.Order).Where(order => order.Skip(1).Any()).Select((order, i) => (order.Key, i)).ToDictionary();
        return [.. seats.Select(need => teams.GetValueOrDefault(need.Order, -1))];
    }

    /// <summary>What each free place adds to the load the pair was judged at; no more places than there are seats.</summary>
    private static long[] PlaceCostsM(Candidate candidate, int seats, Scene scene)
    {
        var costs = new long[Math.Clamp(candidate.FreeSeats, 0, seats)];
        for (var i = 0; i < costs.Length; i++)
            costs[i] = Rules.LoadM(candidate, i, scene) - Rules.LoadM(candidate, 0, scene);
        return costs;
    }

    private static Plan Planned(IReadOnlyList<Need> seats, Together going, Lines? lines, Scene scene)
    {
        var (assigned, unserved, next) = (new List<Assignment>(), new List<Unserved>(), 0);
        for (var seat = 0; seat < seats.Count; seat++)
            if (lines?.Holds(seat) is true) unserved.Add(new Unserved(seats[seat], lines.Why(seat)));
            else if (next++ is var at && going.Experts[at] is { } expert) assigned.Add(new Assignment(seats[seat], expert, Matcher.Km(going.Flow.CostOf(at))));
            else unserved.Add(new Unserved(seats[seat], WhyNobody.For(seats[seat], scene)));
        return new Plan(assigned, unserved, Matcher.Km(going.Flow.CostM));
    }

    /// <summary>Those who don't stand in line, in order of priority: whom each gets, and at what cost.</summary>
    private sealed record Together(ExpertId?[] Experts, SeatFlow Flow);
}
