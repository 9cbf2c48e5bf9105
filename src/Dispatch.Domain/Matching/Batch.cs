using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

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
/// Matches waiting seats together. Exact in this sense: (1) the seats served are the best set in order of priority — a seat goes
/// without only if serving it would leave out one that comes before it; (2) no other way to serve just these seats costs less,
/// where an expert's second seat in the batch costs the load it adds, and so on; (3) nobody exceeds the capacity or gets two
/// seats of one order. Who may have which seat, reach included, is judged at the load before the batch.
/// </summary>
/// <remarks>
/// Why: all limits are capacities of a network (seat → gate of its order at the expert → expert → one of the free places → sink).
/// The sets of seats that can flow to the sink together are the independent sets of a matroid (a gammoid), so taking seats
/// by priority, whenever a path to the sink is left, finds the best set; a path that reroutes others still serves them.
/// Each path is a shortest one in the residual network, which keeps the flow a cheapest one for the seats served so far;
/// places of one expert cost ever more (load is convex), so a cheapest flow fills them in turn. Hence promise 5: if an
/// expert that an unserved seat may have served a newer equal one, giving it to the older would be a better set.
/// </remarks>
public static class Batch
{
    /// <exception cref="ArgumentException">A seat is listed twice.</exception>
    public static Plan Assign(IEnumerable<Need> needs, Scene scene)
    {
        var seats = ByPriority(needs, scene.Weights);
        var candidates = scene.Roster.Look(scene.Roster.ById);
        var flow = new SeatFlow(TeamOf(seats), [.. candidates.Select(candidate => PlaceCostsM(candidate, seats.Count, scene))]);
        var costsM = new long[seats.Count, candidates.Length];
        for (var s = 0; s < seats.Count; s++)
            for (var e = 0; e < candidates.Length; e++)
                if (Rules.Judge(seats[s], candidates[e], scene, out costsM[s, e]) is null) flow.Allow(s, e, costsM[s, e]);
        return Planned(seats, candidates, flow.Solve(), costsM, scene);
    }

    /// <summary>The seats in the order in which they are served: by age, urgent ones counted older and those without urgency younger.</summary>
    /// <exception cref="ArgumentException">A seat is listed twice.</exception>
    public static IReadOnlyList<Need> ByPriority(IEnumerable<Need> needs, Weights weights)
    {
        var seats = needs.OrderBy(need => need.QueuedSince.UtcTicks - AheadTicks(need.Urgency, weights))
            .ThenBy(need => need.Order.Value).ThenBy(need => need.Seat).ToList();
        foreach (var twice in seats.GroupBy(need => (need.Order, need.Seat)).Where(same => same.Skip(1).Any()))
            throw new ArgumentException($"Seat {twice.Key.Seat} of order {twice.Key.Order} is listed twice.", nameof(needs));
        return seats;
    }

    private static long AheadTicks(Urgency urgency, Weights weights) => urgency switch
    {
        Urgency.Urgent => TimeSpan.FromHours(weights.UrgentAheadHours).Ticks,
        Urgency.Low => -TimeSpan.FromHours(weights.LowBehindHours).Ticks,
        _ => 0,
    };

    private static int[] TeamOf(IReadOnlyList<Need> seats)
    {
        var teams = seats.GroupBy(need => need.Order).Where(order => order.Skip(1).Any()).Select((order, i) => (order.Key, i)).ToDictionary();
        return [.. seats.Select(need => teams.GetValueOrDefault(need.Order, -1))];
    }

    /// <summary>What each free place adds to the load the pair was judged at; no more places than there are seats.</summary>
    private static long[] PlaceCostsM(Candidate candidate, int seats, Scene scene)
    {
        var costs = new long[Math.Clamp(candidate.FreeSeats, 0, seats)];
        for (var i = 0; i < costs.Length; i++)
            costs[i] = LoadM(candidate with { OpenSeats = candidate.OpenSeats + i }, scene) - LoadM(candidate, scene);
        return costs;
    }

    private static long LoadM(Candidate candidate, Scene scene) => Rules.Metres(Rules.LoadKm(candidate, scene));

    private static Plan Planned(IReadOnlyList<Need> seats, Candidate[] candidates, int[] experts, long[,] costsM, Scene scene)
    {
        var (assigned, unserved, taken, sumM) = (new List<Assignment>(), new List<Unserved>(), new int[candidates.Length], 0L);
        for (var s = 0; s < seats.Count; s++)
        {
            if (experts[s] is var e && e < 0)
            {
                unserved.Add(new Unserved(seats[s], WhyNobody.For(seats[s], scene)));
                continue;
            }
            assigned.Add(new Assignment(seats[s], candidates[e].Expert.Id, Matcher.Km(costsM[s, e])));
            sumM += costsM[s, e] + PlaceCostsM(candidates[e], seats.Count, scene)[taken[e]++];
        }
        return new Plan(assigned, unserved, Matcher.Km(sumM));
    }
}
