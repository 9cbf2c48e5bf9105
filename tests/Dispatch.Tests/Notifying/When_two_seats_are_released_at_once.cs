using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Notifying;
using Dispatch.Persistence;
using MassTransit;

namespace Dispatch.Tests.Notifying;

/// <summary>Both of a team hand their seats back, and while the one message is answered the other comes. A run of faults told a farmer twice.</summary>
public sealed class When_two_seats_are_released_at_once
{
    private readonly HeldSave hold = new(rows => rows.Of<InboxRow>().Any(row => row.Consumer == nameof(TellOfReleasedSeat)));
    private Town town = null!;

    [SetUp]
    public async Task Open() => town = await Town.Open(also: services => services.Intercept(hold));

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task The_farmer_hears_once_that_another_is_looked_for()
    {
        var order = await town.Order(seats: 2);
        foreach (var (expert, seat) in new[] { (Town.Wang, 1), (Town.Zhao, 2) })
        {
            await town.Offered(order, expert, seat);
            await town.Accepted(order, expert);
        }
        await town.Hear(new OrderAccepted { OrderId = order.Value });
        await town.ToldOnce(Template.ExpertComes);
        foreach (var expert in new[] { Town.Wang, Town.Zhao }) await town.Happens(order, new HandedBack(Domain.Actor.Expert(expert), town.Now, expert, "车坏了"));

        hold.Begin();
        foreach (var expert in new[] { Town.Wang, Town.Zhao })
        {
            town.Service.Get<Traffic>().Expect(nameof(SeatReleased));
            await town.Service.Get<IBus>().Publish(new SeatReleased { OrderId = order.Value, ExpertId = expert.Value, How = "HandedBack" });
        }
        await OrderDesk.Until(async () => (await town.Told(Template.SearchGoesOn)).Count == 1);
        hold.End();
        await town.Service.Quiet();

        await town.ToldOnce(Template.SearchGoesOn);
        Assert.That(town.Service.Faults, Is.Zero);
    }
}
