using Dispatch.Domain.Matching.Flow;
using FsCheck;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Matching.Flow;

public sealed class SeatNetworkSpec
{
    /// <summary>OR-Library's assignment problems and their known optima.</summary>
    [TestCase("assign100.txt", 305)]
    [TestCase("assign200.txt", 475)]
    [TestCase("assign300.txt", 626)]
    [TestCase("assignp800.txt", 2239)]
    public void The_optimum_of_the_OR_Library_is_reached_and_proved_or_the_file_is_said_to_be_absent(string file, int optimum)
    {
        var path = SharedData.Find($"orlib/{file}");
        var numbers = File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        var size = numbers[0];
        var network = Network([.. Enumerable.Repeat(-1, size)], [.. Enumerable.Repeat(new long[1], size)], file.Contains('p') ? Listed(numbers) : Square(numbers));

        var flow = network.Solve();

        Assert.That(flow.Experts, Is.Unique.And.All.GreaterThanOrEqualTo(0));
        Assert.That(flow.CostM, Is.EqualTo(optimum));
        Assert.That(Certificate.FirstBroken(flow), Is.Null);
    }

    [Property(MaxTest = 1_000, Replay = "20260302,21")]
    public void It_serves_whom_plain_shortest_paths_serve_at_the_same_cost_and_proves_it(DoNotSize<int> seed) =>
        Compare(new RandomSeats(seed.Item, mostSeats: 12, mostExperts: 8));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Nor_do_many_seats_make_a_difference(int seed) => Compare(new RandomSeats(seed, mostSeats: 100, mostExperts: 50));

    private static void Compare(RandomSeats seats)
    {
        var (served, costM) = new PlainFlow(seats).Solve();
        var flow = seats.Network().Solve();
        Assert.That(flow.Experts.Select(expert => expert >= 0), Is.EqualTo(served));
        Assert.That(flow.CostM, Is.EqualTo(costM));
        Assert.That(Certificate.FirstBroken(flow), Is.Null);
    }

    [Test]
    public void Further_places_are_used_when_they_cost_less_than_another_expert() =>
        Assert.That(Experts([-1, -1, -1], [[0, 4, 8], [0]], (0, 0, 10), (0, 1, 16), (1, 0, 10), (1, 1, 16), (2, 0, 10), (2, 1, 16)), Is.EquivalentTo([0, 0, 1]));

    [Test]
    public void An_earlier_seat_moves_over_for_a_later_one() =>
        Assert.That(Experts([-1, -1], [[0], [0]], (0, 0, 1), (0, 1, 9), (1, 0, 5)), Is.EqualTo([1, 0]));

    [Test]
    public void An_earlier_seat_never_makes_way_for_cheaper_later_ones() =>
        Assert.That(Experts([-1, -1], [[0]], (0, 0, 1000), (1, 0, -1000)), Is.EqualTo([0, -1]));

    [Test]
    public void Two_seats_of_a_team_go_to_two_experts() =>
        Assert.That(Experts([0, 0], [[0, 0], [0]], (0, 0, 1), (0, 1, 50), (1, 0, 1), (1, 1, 50)), Is.EquivalentTo([0, 1]));

    [Test]
    public void A_seat_alone_gets_the_first_of_its_cheapest() =>
        Assert.That(Experts([-1], [[0], [0], [0]], (0, 0, 7), (0, 1, 5), (0, 2, 5)), Is.EqualTo([1]));

    [Test]
    public void No_seats_and_no_experts_are_no_trouble()
    {
        Assert.That(Experts([], [[0]]), Is.Empty);
        Assert.That(Experts([-1], []), Is.EqualTo([-1]));
        Assert.That(Experts([0, 0], []), Is.EqualTo([-1, -1]));
    }

    /// <summary>An order that has waited since the year 1 has costs far below all others.</summary>
    [Test]
    public void Costs_of_seats_may_lie_as_far_apart_as_they_like()
    {
        const long YearsM = 200_000_000_000_000;
        var flow = Network([-1, -1], [[0], [0]], (0, 0, -YearsM), (0, 1, 8 - YearsM), (1, 0, 5), (1, 1, 9)).Solve();
        Assert.That((flow.Experts, flow.CostM, flow.CostOf(0)), Is.EqualTo(((int[])[0, 1], 9 - YearsM, -YearsM)).UsingPropertiesComparer());
    }

    [TestCase(1, 0, 0, "Seat 1 ")]
    [TestCase(-1, 0, 0, "Seat -1 ")]
    [TestCase(0, 2, 0, "Expert 2 ")]
    [TestCase(0, 0, 0, "Expert 0 ")]
    [TestCase(0, 1, 3_000_000_000, "3000000000 m ")]
    public void A_pair_that_makes_no_sense_is_refused(int seat, int expert, long costM, string named)
    {
        var network = Network([-1], [[0], [0]], (0, 0, 0));
        Assert.That(() => network.Allow(seat, expert, costM), Throws.ArgumentException.With.Message.StartsWith(named));
    }

    [Test]
    public void Of_several_pairs_of_which_one_makes_no_sense_none_is_allowed()
    {
        var network = Network([-1], [[0], [0]]);
        Assert.That(() => network.Allow(0, [(0, 1), (1, 2), (1, 3)]), Throws.ArgumentException.With.Message.StartsWith("Expert 1 "));
        Assert.That(network.Solve().Experts, Is.EqualTo([-1]));
    }

    [Test]
    public void Seats_come_in_turn()
    {
        var network = Network([-1, -1], [[0]], (1, 0, 0));
        Assert.That(() => network.Allow(0, 0, 0), Throws.ArgumentException.With.Message.StartsWith("Seat 0 "));
    }

    [Test]
    public void Places_that_get_cheaper_are_refused() =>
        Assert.That(() => new SeatNetwork([], [[0], [1, 0]]), Throws.ArgumentException.With.Message.StartsWith("Place 2 of expert 1 "));

    private static IReadOnlyList<int> Experts(int[] teamOf, long[][] placeCosts, params (int Seat, int Expert, long CostM)[] pairs) =>
        Network(teamOf, placeCosts, pairs).Solve().Experts;

    private static SeatNetwork Network(int[] teamOf, long[][] placeCosts, params IEnumerable<(int Seat, int Expert, long CostM)> pairs)
    {
        var network = new SeatNetwork(teamOf, placeCosts);
        foreach (var (seat, expert, costM) in pairs) network.Allow(seat, expert, costM);
        return network;
    }

    /// <summary>All costs, row by row.</summary>
    private static IEnumerable<(int, int, long)> Square(int[] numbers) => numbers[1..].Select((cost, i) => (i / numbers[0], i % numbers[0], (long)cost));

    /// <summary>Row, column and cost of each pair, counted from 1.</summary>
    private static IEnumerable<(int, int, long)> Listed(int[] numbers) => numbers[1..].Chunk(3).Select(arc => (arc[0] - 1, arc[1] - 1, (long)arc[2]));
}
