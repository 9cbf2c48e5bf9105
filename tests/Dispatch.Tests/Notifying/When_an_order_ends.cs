using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Notifying;

public sealed class When_an_order_ends : NotifyingSpec
{
    private static readonly Domain.Actor Farmer = new(Role.Farmer, Town.FarmerPhone);

    [SetUp]
    public async Task Reported()
    {
        Order = await Town.Order();
        await Town.Offered(Order, Town.Wang);
        await Town.Accepted(Order, Town.Wang);
        await Town.Happens(Order, new Reported(Domain.Actor.Expert(Town.Wang), Town.Now, Town.Wang));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task The_farmer_is_asked_once_whether_it_is_solved(int times)
    {
        await Town.Hear(new OrderReported { OrderId = Order.Value }, times);

        Assert.That((await Town.ToldOnce("ConfirmAsked")).Text, Does.Contain("问题解决了吗"));
    }

    [Test]
    public async Task Late_after_the_answer_nobody_is_asked()
    {
        await Town.Happens(Order, new Confirmed(Farmer, Town.Now, Outcome.Solved));
        await Town.Hear(new OrderReported { OrderId = Order.Value });

        Assert.That(await Town.Told("ConfirmAsked"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_before_it_is_heard_who_comes_the_farmer_is_asked_and_not_told_who_will_come()
    {
        await Town.Hear(new OrderReported { OrderId = Order.Value });
        await Town.Hear(new OrderAccepted { OrderId = Order.Value });

        await Town.ToldOnce("ConfirmAsked");
        Assert.That(await Town.Told("ExpertComes"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_when_somebody_is_looked_for_again_nobody_is_asked()
    {
        await Town.Happens(Order, new Confirmed(Farmer, Town.Now, Outcome.NotSolved));
        await Town.Hear(new OrderReported { OrderId = Order.Value });

        Assert.That((await Town.Read(Order)).State, Is.EqualTo(State.Waiting));
        Assert.That(await Town.Told("ConfirmAsked"), Is.Empty);
    }

    /// <summary>Seen red with a message that did not say of which report it was: asked twice.</summary>
    [Test]
    public async Task Heard_of_late_when_it_has_been_reported_again_the_farmer_is_asked_once()
    {
        var first = await Town.VersionOf(Order);
        await Town.Happens(Order, new Confirmed(Farmer, Town.Now, Outcome.NotSolved));
        await Town.Offered(Order, Town.Zhao);
        await Town.Accepted(Order, Town.Zhao);
        await Town.Happens(Order, new Reported(Domain.Actor.Expert(Town.Zhao), Town.Now, Town.Zhao));
        foreach (var version in new[] { first, await Town.VersionOf(Order) }) await Town.Hear(new OrderReported { OrderId = Order.Value, Version = version });

        await Town.ToldOnce("ConfirmAsked");
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task The_farmer_hears_once_how_it_ended_and_until_when_it_can_be_opened_again(int times)
    {
        await Town.Happens(Order, new Confirmed(Farmer, Town.Now, Outcome.PartlySolved));
        await Closed(times);

        Assert.That((await Town.ToldOnce("Closed.PartlySolved")).Text, Does.Contain("7月1日09:00"));
    }

    [Test]
    public async Task Unheard_the_farmer_is_told_that_it_is_not_the_last_word()
    {
        await Town.Happens(Order, new ConfirmationLapsed(Domain.Actor.Engine("test"), Town.Now.AddDays(8)));
        await Closed();

        Assert.That((await Town.ToldOnce("Closed.Unconfirmed")).Text, Does.Contain("没有等到您的确认"));
    }

    [Test]
    public async Task An_answer_from_the_station_is_told_in_its_words()
    {
        Order = await Town.Order();
        await Town.Happens(Order, new Answered(new(Role.Clerk, "王芳"), Town.Now, "早晚各浇一次。"));
        await Closed();

        Assert.That((await Town.ToldOnce("Closed.Answered")).Text, Does.Contain("答复：早晚各浇一次。若"));
    }

    [Test]
    public async Task Late_when_it_is_open_again_nothing_is_told()
    {
        await Town.Happens(Order, new Confirmed(Farmer, Town.Now, Outcome.Solved), new Reopened(Farmer, Town.Now, "又打蔫了"));
        await Closed();

        Assert.That(await Town.Told("Closed.Solved"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_the_first_closing_after_the_second_is_not_told()
    {
        await Town.Happens(Order, new ConfirmationLapsed(Domain.Actor.Engine("test"), Town.Now.AddDays(8)), new Confirmed(Farmer, Town.Now.AddDays(9), Outcome.Solved));
        await Closed(occasion: 2);
        await Closed(occasion: 1);

        await Town.ToldOnce("Closed.Solved");
        Assert.That(await Town.Told("Closed.Unconfirmed"), Is.Empty);
    }

    private Task Closed(int times = 1, int occasion = 1) =>
        Town.Hear(new OrderClosed { OrderId = Order.Value, Occasion = occasion, Outcome = "" }, times);
}
