using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Notifying;

namespace Dispatch.Tests.Notifying;

public sealed class When_a_seat_is_released : NotifyingSpec
{
    [SetUp]
    public async Task Offer()
    {
        Order = await Town.Order();
        await Town.Offered(Order, Town.Wang);
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task The_farmer_who_heard_a_name_hears_once_that_another_is_looked_for(int times)
    {
        await AcceptedAndTold();
        await HandBack(times);

        Assert.That((await Town.ToldOnce("SearchGoesOn")).Text, Does.Contain("正在另找专家").And.Not.Contain("王建国"));
        Assert.That(await Town.Told("VisitOff"), Is.Empty, "who hands it back knows");
    }

    [Test]
    public async Task The_farmer_who_heard_no_name_hears_nothing()
    {
        await Town.Happens(Order, new Declined(Domain.Actor.Expert(Town.Wang), Town.Now, Town.Wang, "没空"));
        await Released("Declined");

        Assert.That(await Town.Told("SearchGoesOn"), Is.Empty);
    }

    [Test]
    public async Task What_was_still_to_be_said_is_taken_back_instead()
    {
        Town.Service.Clock.SetUtcNow(At(1, 21));
        Order = await Town.Order();
        await Town.Offered(Order, Town.Wang);
        await AcceptedAndTold();
        await HandBack();

        Assert.That((await Town.ToldOnce("ExpertComes")).Deliveries.Single().State, Is.EqualTo(DeliveryState.Overtaken));
        Assert.That(await Town.Told("SearchGoesOn"), Is.Empty);
    }

    [Test]
    public async Task The_expert_whose_seat_is_taken_hears_not_to_go()
    {
        await AcceptedAndTold();
        await Cancel();
        await Released("Withdrawn");

        Assert.That((await Town.ToldOnce("VisitOff")).Expert, Is.EqualTo(Town.Wang));
        Assert.That(await Town.Told("SearchGoesOn"), Is.Empty, "nobody is looked for");
    }

    [Test]
    public async Task The_expert_who_had_not_answered_is_only_not_asked_any_more()
    {
        Town.Service.Clock.SetUtcNow(At(1, 9, 1));
        await Town.Hear(await Town.MadeTo(Order, Town.Wang));
        await Town.Happens(Order, new Withdrawn(new(Role.Clerk, "王芳"), Town.Now, Town.Wang, "leave"));
        await Released("TakenBack");

        Assert.That(await Town.Told("VisitOff"), Is.Empty);
        Assert.That((await Town.ToldOnce("OfferAsked")).Deliveries.Single().State, Is.EqualTo(DeliveryState.Overtaken));
    }

    [Test]
    public async Task A_late_message_after_another_has_accepted_tells_no_farmer()
    {
        await AcceptedAndTold();
        await Town.Happens(Order, new HandedBack(Domain.Actor.Expert(Town.Wang), Town.Now, Town.Wang, "车坏了"));
        await Town.Offered(Order, Town.Zhao);
        await Town.Accepted(Order, Town.Zhao);
        await Released("HandedBack");

        Assert.That(await Town.Told("SearchGoesOn"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_before_the_name_was_told_neither_is()
    {
        await Town.Accepted(Order, Town.Wang);
        await HandBack();
        await Town.Hear(new OrderAccepted { OrderId = Order.Value });

        Assert.That(await Town.Told("SearchGoesOn"), Is.Empty);
        Assert.That(await Town.Told("ExpertComes"), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task The_expert_hears_not_to_go_once_however_often_and_late_it_is_said(int times)
    {
        await AcceptedAndTold();
        await Cancel();
        await Released("Withdrawn", times);

        await Town.ToldOnce("VisitOff");
    }

    /// <summary>Seen red with a message that did not say by which offer the expert had the seat: told twice.</summary>
    [Test]
    public async Task Out_of_turn_when_the_same_expert_has_lost_it_again_the_expert_hears_it_once()
    {
        await AcceptedAndTold();
        await Cancel();
        var first = (await Town.Read(Order)).LastOfferTo(Town.Wang)!.Id;
        await Town.Happens(Order, new Reopened(new(Role.Farmer, Town.FarmerPhone), Town.Now, "又病了"));
        await Town.Offered(Order, Town.Wang);
        await Town.Accepted(Order, Town.Wang);
        await Cancel();
        foreach (var offer in new[] { (await Town.Read(Order)).LastOfferTo(Town.Wang)!.Id, first })
            await Town.Hear(new SeatReleased { OrderId = Order.Value, ExpertId = Town.Wang.Value, How = "Withdrawn", OfferId = offer.Value });

        await Town.ToldOnce("VisitOff");
    }

    private Task Cancel() => Town.Happens(Order, new Cancelled(new(Role.Farmer, Town.FarmerPhone), Town.Now));

    private async Task AcceptedAndTold()
    {
        await Town.Accepted(Order, Town.Wang);
        await Town.Hear(new OrderAccepted { OrderId = Order.Value });
    }

    private async Task HandBack(int times = 1)
    {
        await Town.Happens(Order, new HandedBack(Domain.Actor.Expert(Town.Wang), Town.Now, Town.Wang, "车坏了"));
        await Released("HandedBack", times);
    }

    private Task Released(string how, int times = 1) =>
        Town.Hear(new SeatReleased { OrderId = Order.Value, ExpertId = Town.Wang.Value, How = how }, times);
}
