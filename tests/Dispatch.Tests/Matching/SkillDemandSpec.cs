using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using static Dispatch.Tests.Matching.District;

namespace Dispatch.Tests.Matching;

public sealed class SkillDemandSpec
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [TestCase(0, 0, 1, null, Shortage.Nobody)]
    [TestCase(0, 0, 0, null, null)]
    [TestCase(1, 50, 1, 0.1, Shortage.OnlyOne)]
    [TestCase(1, 50, 0, null, null)]
    [TestCase(2, 100, 1, 0.1, Shortage.OnlyTwo)]
    [TestCase(3, 6, 1, 0.1, null)]
    [TestCase(3, 6, 90, 6.0, null)]
    [TestCase(3, 6, 90, 6.001, Shortage.BeyondCapacity)]
    [TestCase(3, 6, 900, null, null)]
    public void There_are_too_few(int experts, int capacity, int seats, double? atOnce, Shortage? because) =>
        Assert.That(TooFew.Judge(experts, capacity, seats, atOnce), Is.EqualTo(because));

    /// <summary>Three who hold one seat each let through 90 of a day each in 30 days, and not one more.</summary>
    [TestCase(90, 24, false)]
    [TestCase(91, 24, true)]
    [TestCase(90, 25, true)]
    public void Their_capacity_lets_through_what_it_does_in_the_time_a_seat_takes(int seats, int hours, bool short_)
    {
        var vets = Vets(Level.Intermediate, Level.Intermediate, Level.Senior);
        var demand = Of(vets, Enumerable.Range(0, seats).Select(n => Seat($"o{n}")), new SeatServed([Vet], TimeSpan.FromHours(hours - 1)), new SeatServed([Vet], TimeSpan.FromHours(hours + 1)));

        Assert.That(demand.DaysHeld, Is.EqualTo(hours / 24.0).Within(1e-12));
        Assert.That(demand.TooFew, short_ ? Is.EqualTo(new[] { new TooFew(Level.Intermediate, Shortage.BeyondCapacity, 3, 3, seats, seats, seats * demand.DaysHeld / 30) }) : Is.Empty);
    }

    [Test]
    public void A_level_is_judged_by_those_who_hold_it_or_a_better_one()
    {
        var demand = Of(Vets(Level.Junior, Level.Junior, Level.Intermediate, Level.Senior), [Seat("a", Level.Junior), Seat("b", Level.Intermediate), Seat("c", Level.Senior), Seat("d", Level.Senior)]);

        Assert.That(demand.TooFew, Is.EqualTo(new[]
        {
            new TooFew(Level.Intermediate, Shortage.OnlyTwo, 2, 2, 3, 3, null),
            new TooFew(Level.Senior, Shortage.OnlyOne, 1, 1, 2, 2, null),
        }));
        Assert.That((demand.Experts, demand.Junior, demand.Intermediate, demand.Senior), Is.EqualTo((4, 2, 1, 1)));
    }

    [Test]
    public void A_level_nobody_asks_for_is_not_judged() =>
        Assert.That(Of(Vets(Level.Junior, Level.Junior, Level.Junior), [Seat("a", Level.Junior)]).TooFew, Is.Empty);

    [Test]
    public void Nobody_holds_it_at_the_level_asked_for() => Assert.That(
        Of(Vets(Level.Junior, Level.Junior, Level.Junior), [Seat("a", Level.Senior)]).TooFew, Is.EqualTo(new[] { new TooFew(Level.Senior, Shortage.Nobody, 0, 0, 1, 1, null) }));

    [Test]
    public void Who_has_left_does_not_hold_it()
    {
        var vets = Vets(Level.Senior, Level.Senior, Level.Senior);
        vets[0].Active = false;

        Assert.That(Of(vets, [Seat("a")]).TooFew.Single().Because, Is.EqualTo(Shortage.OnlyTwo));
    }

    [Test]
    public void What_came_in_before_is_not_demand_but_may_wait()
    {
        var demand = Of(Vets(Level.Senior), [Seat("a") with { CameIn = false, Waits = true, Refusals = 2, LeftToClerk = true }]);

        Assert.That((demand.Orders, demand.Seats, demand.Waiting, demand.Refusals, demand.LeftToClerks, demand.TooFew.Count), Is.EqualTo((0, 0, 1, 0, 0, 0)));
    }

    [Test]
    public void Seats_are_counted_each_and_orders_once()
    {
        var demand = Of(Vets(Level.Senior), [Seat("team") with { Refusals = 2, LeftToClerk = true }, Seat("team") with { Refusals = 1, LeftToClerk = true, Waits = true }, Seat("alone")]);

        Assert.That((demand.Orders, demand.Seats, demand.Waiting, demand.Refusals, demand.LeftToClerks), Is.EqualTo((2, 3, 1, 3, 1)));
    }

    [Test]
    public void A_seat_that_needs_two_skills_is_asked_of_both()
    {
        SeatAsked[] seats = [Seat("a") with { Needs = [Vet, new(Skill.Seed, Level.Junior)] }];
        var demands = SkillDemand.Of(new Roster([]), seats, [], Month).Where(demand => demand.Seats > 0);

        Assert.That(demands.Select(demand => demand.Skill), Is.EqualTo(new[] { Skill.Seed, Skill.Veterinary }));
    }

    [Test]
    public void Those_with_too_few_come_first_then_the_most_asked_for()
    {
        SeatAsked[] seats = [Seat("a"), Seat("b"), Seed("c"), Seed("d"), Seed("e"), Seat("f") with { Needs = [new(Skill.Aquaculture, Level.Junior)] }];
        var roster = new Roster(Enumerable.Range(0, 3).Select(n => Expert($"e{n}", with: one => one.Skills = [Vet, new(Skill.Seed, Level.Senior)]).Holding(0)));
        var skills = SkillDemand.Of(roster, seats, [], Month).Select(demand => demand.Skill).ToList();

        Assert.That(skills.Take(3), Is.EqualTo(new[] { Skill.Aquaculture, Skill.Seed, Skill.Veterinary }));
        Assert.That(skills, Is.EquivalentTo(Enum.GetValues<Skill>()));
    }

    private static SkillDemand Of(IEnumerable<Expert> experts, IEnumerable<SeatAsked> seats, params SeatServed[] served) =>
        SkillDemand.Of(new Roster(experts.Select(one => one.Holding(0))), [.. seats], served, Month).Single(demand => demand.Skill == Skill.Veterinary);

    /// <summary>Each can hold one seat.</summary>
    private static Expert[] Vets(params Level[] levels) =>
        [.. levels.Select((level, n) => Expert($"vet{n}", with: vet => (vet.Capacity, vet.Skills) = (1, [new(Skill.Veterinary, level)])))];

    private static SeatAsked Seat(string order, Level level = Level.Intermediate) =>
        new() { Order = OrderId.For(order), Needs = [new(Skill.Veterinary, level)], CameIn = true, Waits = false, Refusals = 0, LeftToClerk = false };

    private static SeatAsked Seed(string order) => Seat(order) with { Needs = [new(Skill.Seed, Level.Junior)] };
}
