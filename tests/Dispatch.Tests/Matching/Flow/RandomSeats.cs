using Dispatch.Domain.Matching.Flow;

namespace Dispatch.Tests.Matching.Flow;

/// <summary>
/// Seats, teams, experts with few or no places, and costs of which many are equal or none; too few places for all, as often as not.
/// The same seed, the same seats.
/// </summary>
internal sealed class RandomSeats
{
    public RandomSeats(int seed, int mostSeats, int mostExperts)
    {
        var random = new Random(seed);
        var (seats, experts, widestM) = (random.Next(1, mostSeats + 1), random.Next(1, mostExperts + 1), random.Next(2) == 0 ? 3 : 50_000);
        var (density, most) = (random.Next(1, 5), random.Next(2, 5));
        for (var team = 0; TeamOf.Count < seats; team++)
            TeamOf.AddRange(random.Next(3) == 0 ? Enumerable.Repeat(team, random.Next(1, 4)) : [-1]);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(TeamOf));
        PlaceCosts = [.. Enumerable.Range(0, experts).Select(_ => Enumerable.Range(0, random.Next(most)).Select(_ => random.NextInt64(widestM)).Order().ToArray())];
        Pairs = [.. from seat in Enumerable.Range(0, TeamOf.Count)
                    from expert in Enumerable.Range(0, experts)
                    where random.Next(density) == 0
                    select (seat, expert, random.NextInt64(-widestM, widestM))];
    }

    public List<int> TeamOf { get; } = [];

    public long[][] PlaceCosts { get; }

    public List<(int Seat, int Expert, long CostM)> Pairs { get; }

    public SeatNetwork Network()
    {
        var network = new SeatNetwork(TeamOf, PlaceCosts);
        foreach (var (seat, expert, costM) in Pairs) network.Allow(seat, expert, costM);
        return network;
    }
}
