using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Benchmarks;

/// <summary>A seat that comes in at the need's <see cref="Need.QueuedSince"/>, and how long whoever gets it will hold it.</summary>
internal sealed record Arrival(Need Need, TimeSpan Held);

/// <summary>
/// A steady stream of orders to those experts of a <see cref="World"/> who are on duty: orders come as a Poisson process, seats are
/// held for exponential times. Its clock runs through hours of duty only. The same seed gives the same stream.
/// </summary>
internal sealed class OrderStream
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(30), Week = TimeSpan.FromDays(7);
    private readonly Random random;
    private readonly Candidate[] candidates;

    /// <param name="experts">How many the world has.</param>
    /// <param name="seed">Another seed, another world and another stream.</param>
    /// <param name="utilisation">Seats that come in while a seat is held on average, per seat there is; also the share taken at the start.</param>
    /// <param name="meanHeld">How long a seat is held on average.</param>
    /// <param name="length">From start to end.</param>
    public OrderStream(int experts, int seed, double utilisation, TimeSpan meanHeld, TimeSpan length)
    {
        random = new Random(seed);
        var world = new World(experts, seed, utilisation);
        var scene = world.Scene();
        (Start, End, Zone) = (scene.Now, scene.Now + length, scene.Zone);
        candidates = [.. world.Roster.Candidates.ToArray().Where(one => one.Expert.Active && scene.PresenceOf(one.Expert, Start + Soon) == Presence.OnDuty)];
        Seats = candidates.Sum(one => one.Expert.Capacity);
        var orders = Servable(world);
        if (orders.Count == 0) throw new InvalidOperationException($"None of the {experts} experts of seed {seed} can serve anything.");
        Arrivals = [.. Poisson(orders, meanHeld, orders.Average(order => order.Length) * meanHeld / (utilisation * Seats))];
        HeldAtStart = [.. candidates.SelectMany(one => Enumerable.Range(0, one.OpenSeats).Select(_ => (one.Expert.Id, Start + Exponential(meanHeld))))];
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The capacity of all who are on duty.</summary>
    public int Seats { get; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<Arrival> Arrivals { get; }

    /// <summary>Who holds a seat at the start, until when.</summary>
    public IReadOnlyList<(ExpertId Expert, DateTimeOffset Until)> HeldAtStart { get; }

    /// <summary>The experts as they stand at the start.</summary>
    public Roster Roster() => new(candidates);

    /// <summary>
    /// The orders that come in, in ever new succession: one seat for every seat there is, less the orders that a plan for all of them
    /// leaves out; what nobody could serve is a clerk's. So a steady state exists at any utilisation below 1: no skill or corner is asked for more than it has.
    /// </summary>
    private List<Need[]> Servable(World world)
    {
        var empty = new Scene(Start, Zone, new Weights { ReachKm = Weights.Most }, new Roster(candidates.Select(one => one with { OpenSeats = 0 })));
        var seats = 0;
        var orders = world.Needs(2 * Seats).Select(need => need with { AnswerBy = End + Week }).GroupBy(need => need.Order).Select(order => order.ToArray())
            .Where(order => order.All(need => Matcher.Best(need, empty) is not null)).TakeWhile(order => (seats += order.Length) <= Seats).ToList();
        var leftOut = Batch.Assign(orders.SelectMany(order => order), empty).Unserved.Select(one => one.Need.Order).ToHashSet();
        return [.. orders.Where(order => !leftOut.Contains(order[0].Order))];
    }

    private IEnumerable<Arrival> Poisson(List<Need[]> orders, TimeSpan meanHeld, TimeSpan between)
    {
        for (var (at, n) = (Start + Exponential(between), 1); at < End; at += Exponential(between), n++)
            foreach (var need in orders[random.Next(orders.Count)])
                yield return new Arrival(need with { Order = OrderId.For($"arrival {n}"), QueuedSince = at }, Exponential(meanHeld));
    }

    private TimeSpan Exponential(TimeSpan mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
