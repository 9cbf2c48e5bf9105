using Dispatch.Contracts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Notifying;

public sealed class When_every_seat_is_taken : NotifyingSpec
{
    [SetUp]
    public async Task Team()
    {
        Order = await Town.Order(seats: 2);
        await Town.Offered(Order, Town.Wang, seat: 1);
        await Town.Offered(Order, Town.Zhao, seat: 2);
    }

    [Test]
    public async Task The_farmer_hears_who_comes_and_when()
    {
        await Both();
        await Told();

        Assert.That((await Town.ToldOnce("ExpertComes")).Text, Does.Contain("王建国，6月2日09:00 到").And.Contain("赵敏，6月4日09:00 前到"));
    }

    [Test]
    public async Task No_name_is_told_while_a_seat_is_open()
    {
        await Town.Accepted(Order, Town.Wang);
        await Told();

        Assert.That(await Town.Told("ExpertComes"), Is.Empty);
    }

    [Test]
    public async Task The_message_twice_tells_once()
    {
        await Both();
        await Told(times: 2);

        await Town.ToldOnce("ExpertComes");
    }

    [Test]
    public async Task A_late_message_after_a_seat_was_handed_back_tells_no_name()
    {
        await Both();
        await Town.Happens(Order, new HandedBack(Domain.Actor.Expert(Town.Wang), Town.Now, Town.Wang, "车坏了"));
        await Told();

        Assert.That(await Town.Told("ExpertComes"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_before_the_experts_were_asked_takes_the_asking_back()
    {
        await Town.Hear(await Town.MadeTo(Order, Town.Zhao));
        await Both();
        await Told();

        Assert.That((await Town.ToldOnce("OfferAsked")).Deliveries.Single().State, Is.EqualTo(Dispatch.Notifying.DeliveryState.Overtaken));
    }

    /// <summary>Seen red with a message that did not say of which acceptance it was.</summary>
    [TestCase(1, 2)]
    [TestCase(2, 1)]
    public async Task Heard_of_late_and_out_of_turn_only_the_acceptance_that_holds_is_told(params int[] turns)
    {
        Order = await Town.Order();
        await Town.Offered(Order, Town.Wang);
        await Town.Accepted(Order, Town.Wang);
        var acceptances = new List<int> { await Town.VersionOf(Order) };
        await Town.Happens(Order, new HandedBack(Domain.Actor.Expert(Town.Wang), Town.Now, Town.Wang, "车坏了"));
        await Town.Offered(Order, Town.Zhao);
        await Town.Accepted(Order, Town.Zhao);
        acceptances.Add(await Town.VersionOf(Order));
        foreach (var turn in turns) await Town.Hear(new OrderAccepted { OrderId = Order.Value, Version = acceptances[turn - 1] });

        Assert.That((await Town.ToldOnce("ExpertComes")).Text, Does.Contain("赵敏"));
    }

    private async Task Both()
    {
        await Town.Accepted(Order, Town.Wang, At(2, 9));
        await Town.Accepted(Order, Town.Zhao);
    }

    private Task Told(int times = 1) => Town.Hear(new OrderAccepted { OrderId = Order.Value }, times);
}
