using Dispatch.Domain.Matching;

namespace Dispatch.Tests.Matching;

public sealed class SeatFlowSpec
{
    /// <summary>OR-Library's assignment problems and their known optima.</summary>
    [TestCase("assign100.txt", 305)]
    [TestCase("assign200.txt", 475)]
    [TestCase("assign300.txt", 626)]
    public void The_optimum_of_the_OR_Library_is_reached_or_the_file_is_said_to_be_absent(string file, int optimum)
    {
        var path = SharedData.Find($"orlib/{file}");
        var numbers = File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        var size = numbers[0];
        var flow = new SeatFlow([.. Enumerable.Repeat(-1, size)], [.. Enumerable.Repeat(new long[1], size)]);
        for (var i = 0; i < size * size; i++) flow.Allow(i / size, i % size, numbers[i + 1]);

        var experts = flow.Solve();

        Assert.That(experts, Is.Unique.And.All.GreaterThanOrEqualTo(0));
        Assert.That(experts.Select((expert, seat) => numbers[(seat * size) + expert + 1]).Sum(), Is.EqualTo(optimum));
    }

    [Test]
    public void Further_places_are_used_when_they_cost_less_than_another_expert()
    {
        var flow = new SeatFlow([-1, -1, -1], [[0, 4, 8], [0]]);
        for (var seat = 0; seat < 3; seat++)
        {
            flow.Allow(seat, 0, 10);
            flow.Allow(seat, 1, 16);
        }
        Assert.That(flow.Solve(), Is.EquivalentTo([0, 0, 1]));
    }

    [Test]
    public void An_earlier_seat_moves_over_for_a_later_one()
    {
        var flow = new SeatFlow([-1, -1], [[0], [0]]);
        flow.Allow(0, 0, 1);
        flow.Allow(0, 1, 9);
        flow.Allow(1, 0, 5);
        Assert.That(flow.Solve(), Is.EqualTo([1, 0]));
    }

    [Test]
    public void An_earlier_seat_never_makes_way_for_cheaper_later_ones()
    {
        var flow = new SeatFlow([-1, -1], [[0]]);
        flow.Allow(0, 0, 1000);
        flow.Allow(1, 0, -1000);
        Assert.That(flow.Solve(), Is.EqualTo([0, -1]));
    }

    [Test]
    public void Two_seats_of_a_team_go_to_two_experts()
    {
        var flow = new SeatFlow([0, 0], [[0, 0], [0]]);
        for (var seat = 0; seat < 2; seat++)
        {
            flow.Allow(seat, 0, 1);
            flow.Allow(seat, 1, 50);
        }
        Assert.That(flow.Solve(), Is.EquivalentTo([0, 1]));
    }

    [Test]
    public void No_seats_and_no_experts_are_no_trouble()
    {
        Assert.That(new SeatFlow([], [[0]]).Solve(), Is.Empty);
        Assert.That(new SeatFlow([-1], []).Solve(), Is.EqualTo([-1]));
        Assert.That(new SeatFlow([0, 0], []).Solve(), Is.EqualTo([-1, -1]));
    }
}
