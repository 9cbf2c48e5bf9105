using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Notifying;

public sealed class When_a_farmer_has_ordered : NotifyingSpec
{
    [Test]
    public async Task The_tracking_number_is_told_in_Chinese()
    {
        Order = await Town.Order();
        await Taken();

        var told = await Town.ToldOnce("OrderTaken");
        Assert.That(told.Text, Does.StartWith("您的订单已收到").And.Contain(told.Tracking!.Value.Value));
        Assert.That((told.To, told.Phone, told.DueAt), Is.EqualTo((Role.Farmer, Town.FarmerPhone, At(1, 9))));
    }

    [Test]
    public async Task The_message_twice_tells_once()
    {
        Order = await Town.Order();
        await Taken(times: 2);

        await Town.ToldOnce("OrderTaken");
    }

    [Test]
    public async Task An_order_that_was_cancelled_meanwhile_is_not_confirmed()
    {
        Order = await Town.Order();
        await Town.Happens(Order, new Cancelled(new(Role.Farmer, Town.FarmerPhone), Town.Now));
        await Taken();

        Assert.That(await Town.Told("OrderTaken"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_after_acceptance_the_number_is_still_told()
    {
        Order = await Town.Order();
        await Town.Offered(Order, Town.Wang);
        await Town.Accepted(Order, Town.Wang);
        await Taken();

        await Town.ToldOnce("OrderTaken");
    }

    [Test]
    public async Task English_is_spoken_to_those_who_want_it()
    {
        Order = await Town.Order(language: "en-GB");
        await Taken();

        Assert.That((await Town.ToldOnce("OrderTaken")).Text, Does.StartWith("Your order has been taken."));
    }

    [TestCase(Urgency.Normal, 2, 6)]
    [TestCase(Urgency.Urgent, 1, 23)]
    public async Task At_night_a_farmer_sleeps_unless_it_is_urgent(Urgency urgency, int day, int hour)
    {
        Town.Service.Clock.SetUtcNow(At(1, 23));
        Order = await Town.Order(urgency);
        await Taken();

        Assert.That((await Town.ToldOnce("OrderTaken")).DueAt, Is.EqualTo(At(day, hour)));
    }

    private Task Taken(int times = 1) => Town.Hear(new OrderSubmitted { OrderId = Order.Value }, times);
}
