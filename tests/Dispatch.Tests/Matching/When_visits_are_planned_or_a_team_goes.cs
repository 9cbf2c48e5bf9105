using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Matching;

public sealed class When_visits_are_planned_or_a_team_goes
{
    private Service service = null!;

    [SetUp]
    public async Task Start() => service = await Service.StartAsync();

    [TearDown]
    public async Task Stop()
    {
        Assert.That(service.Faults, Is.Zero);
        await service.DisposeAsync();
    }

    [Test]
    public async Task A_planned_visit_goes_to_its_expert_and_to_others_when_they_refuse()
    {
        await service.Settle(Langshan.Expert("E1", km: 1), Langshan.Expert("E2", km: 35));
        var tracking = await service.Offered(order => order with { AskedFor = "E2", PlannedFor = Service.Monday.AddDays(3) });
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E2" }));
        await service.Decline(tracking, "E2").Done();
        await service.Match();
        Assert.That(await service.Holders(tracking), Is.EqualTo(new[] { "E1" }));
    }

    [Test]
    public async Task Two_planned_visits_and_one_free_seat_the_older_has_it_and_nobody_else_is_held_up()
    {
        await service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 20));
        var trackings = new List<string>();
        foreach (var _ in "12") trackings.Add(await service.Ordered(order => order with { AskedFor = "E1", PlannedFor = Service.Monday.AddDays(3) }));
        trackings.Add(await service.Ordered());
        Assert.That(await service.Match(), Is.EqualTo(2));
        Assert.That(await States(trackings), Is.EquivalentTo(new[] { State.Offered, State.Offered, State.Waiting }));
        Assert.That(await service.Holders(trackings[2]), Is.EqualTo(new[] { "E2" }));
    }

    [Test]
    public async Task The_seats_of_a_team_go_to_different_experts_and_a_declined_one_is_matched_alone()
    {
        await service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 6), Langshan.Expert("E3", km: 7));
        var tracking = await service.Offered(order => order with { Seats = [["PlantProtection"], ["PlantProtection"]] });
        Assert.That(await service.Holders(tracking), Is.EquivalentTo(new[] { "E1", "E2" }));
        await service.Accept(tracking, "E2").Done();
        await service.Decline(tracking, "E1").Done();
        await service.Match();
        Assert.That(await service.Holders(tracking), Is.EquivalentTo(new[] { "E2", "E3" }));
        Assert.That((await service.Order(tracking)).SeatOf(ExpertId.For("E2"))!.State, Is.EqualTo(SeatState.Accepted));
    }

    [Test]
    public async Task A_planned_team_has_its_expert_once_and_the_others_beside()
    {
        await service.Settle(Langshan.Expert("E1", km: 30), Langshan.Expert("E2", km: 6));
        var tracking = await service.Offered(order => order with { AskedFor = "E1", PlannedFor = Service.Monday.AddDays(3), Seats = [["PlantProtection"], ["PlantProtection"]] });
        Assert.That(await service.Holders(tracking), Is.EquivalentTo(new[] { "E1", "E2" }));
    }

    private async Task<State[]> States(IEnumerable<string> trackings)
    {
        var states = new List<State>();
        foreach (var tracking in trackings) states.Add(await service.StateOf(tracking));
        return [.. states];
    }
}
