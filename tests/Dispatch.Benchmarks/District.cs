using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Benchmarks;

/// <summary>How seats are given away. Batch: how long what is not urgent waits for the next one; null when each is matched at once.</summary>
internal sealed record Policy(string Name, Weights Weights, TimeSpan? Batch = null);

/// <summary>
/// Sends a stream through the engine under a policy. Who finds nobody waits; a seat that becomes free is offered to them in the
/// engine's order of priority, to the urgent ones also between batches. All are tried again regularly, since waiting brings experts into reach.
/// </summary>
internal sealed class District(OrderStream stream, Policy policy, DateTimeOffset countedFrom)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(15);
    private readonly Roster roster = stream.Roster();
    private readonly PriorityQueue<ExpertId, DateTimeOffset> held = new(stream.HeldAtStart);
    private readonly Dictionary<(OrderId Order, int Seat), Seat> waiting = [];
    private readonly Tally tally = new();
    private Seat? last;
    private int taken, freed;

    /// <exception cref="InvalidOperationException">A seat got lost, or was given away twice.</exception>
    public Tally Play()
    {
        var next = 0;
        for (var now = stream.Start; now < stream.End; now += policy.Batch ?? Retry)
        {
            Round(now);
            PlayUntil(now + (policy.Batch ?? Retry), ref next);
        }
        if (next != taken + waiting.Count) throw new InvalidOperationException($"{policy.Name}: {next} seats came in, {taken} were given away and {waiting.Count} wait.");
        if (HeldSeats() != stream.HeldAtStart.Count + taken - freed) throw new InvalidOperationException($"{policy.Name}: {HeldSeats()} seats are held, not {stream.HeldAtStart.Count + taken - freed}.");
        return tally;
    }

    private void PlayUntil(DateTimeOffset end, ref int next)
    {
        while (true)
        {
            var arrives = next < stream.Arrivals.Count ? stream.Arrivals[next].Need.QueuedSince : DateTimeOffset.MaxValue;
            var frees = held.TryPeek(out var expert, out var until) ? until : DateTimeOffset.MaxValue;
            if (arrives >= end && frees >= end) return;
            if (arrives <= frees) Arrive(stream.Arrivals[next++]);
            else Free(expert, frees);
        }
    }

    private void Round(DateTimeOffset now)
    {
        if (now >= countedFrom) tally.Look(HeldSeats(), waiting.Count);
        var scene = Scene(now, policy.Weights);
        var needs = waiting.Values.Select(one => one.Need);
        if (policy.Batch is null) OfferAtOnce(needs, scene);
        else TakeTogether(Batch.Assign(needs, scene).Assigned, scene);
    }

    private void Arrive(Arrival arrival)
    {
        last = new Seat(arrival.Need, arrival.Held, last?.Need.Order == arrival.Need.Order ? last.Team : [.. arrival.Need.AlreadyOnOrder]);
        waiting.Add((last.Need.Order, last.Need.Seat), last);
        if (IsMatchedAtOnce(last.Need)) OfferAtOnce([last.Need], Scene(last.Need.QueuedSince, policy.Weights));
    }

    private void Free(ExpertId expert, DateTimeOffset now)
    {
        held.Dequeue();
        freed++;
        roster.Change(expert, -1);
        var (scene, candidate) = (Scene(now, policy.Weights), roster.Find(expert)!.Value);
        OfferAtOnce(waiting.Values.Select(one => one.Need).Where(need => IsMatchedAtOnce(need) && Rules.Judge(need, candidate, scene, out _) is null), scene);
    }

    private void TakeTogether(IReadOnlyList<Assignment> assigned, Scene scene)
    {
        if (scene.Now >= countedFrom) tally.CountTogether(assigned.Count, assigned.Count(one => Matcher.Best(one.Need, scene)?.Id != one.Expert));
        foreach (var one in assigned) Take(one.Need, one.Expert, scene.Now);
    }

    private bool IsMatchedAtOnce(Need need) => policy.Batch is null || need.Urgency == Urgency.Urgent;

    private void OfferAtOnce(IEnumerable<Need> needs, Scene scene)
    {
        // Each as it is by then: one before may have taken an expert for the same order.
        foreach (var need in Batch.ByPriority(needs, scene.Weights).Select(need => waiting[(need.Order, need.Seat)].Need))
            if (Matcher.Best(need, scene) is { } expert) Take(need, expert.Id, scene.Now);
    }

    private void Take(Need need, ExpertId expert, DateTimeOffset now)
    {
        if (!waiting.Remove((need.Order, need.Seat), out var seat)) throw new InvalidOperationException($"{policy.Name}: seat {need.Seat} of {need.Order} is given away twice.");
        if (now >= countedFrom) tally.Count(need, roster.Find(expert)!.Value, Scene(now, Tally.Price));
        roster.Change(expert, 1);
        held.Enqueue(expert, now + seat.Held);
        taken++;
        seat.Team.Add(expert);
    }

    private int HeldSeats()
    {
        var seats = 0;
        foreach (var candidate in roster.Candidates) seats += candidate.OpenSeats;
        return seats;
    }

    private Scene Scene(DateTimeOffset now, Weights weights) => new(now, stream.Zone, weights, roster);

    /// <summary>A seat that waits. Team: who is on its order already; the seats of an order share it.</summary>
    private sealed record Seat(Need Asked, TimeSpan Held, HashSet<ExpertId> Team)
    {
        public Need Need => Asked with { AlreadyOnOrder = [.. Team] };
    }
}
