using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Notifying;

public sealed class When_an_expert_is_asked : NotifyingSpec
{
    [Test]
    public async Task The_expert_hears_what_and_until_when_and_not_whose()
    {
        await Asked();

        var told = await Town.ToldOnce("OfferAsked");
        Assert.That(told.Text, Does.Contain(told.Tracking!.Value.Value).And.Contain("葵花打蔫").And.Contain("6月1日13:00"));
        Assert.That(told.Text, Does.Not.Contain(Town.FarmerName).And.Not.Contain(Town.FarmerPhone));
        Assert.That((told.Phone, told.DueAt), Is.EqualTo(("13947800001", At(1, 9))));
    }

    [Test]
    public async Task The_message_twice_tells_once()
    {
        await Asked(times: 2);

        await Town.ToldOnce("OfferAsked");
    }

    [Test]
    public async Task A_late_message_about_a_withdrawn_offer_tells_nobody()
    {
        await Offer();
        var made = await Town.MadeTo(Order, Town.Wang);
        await Town.Happens(Order, new Withdrawn(new(Role.Clerk, "王芳"), Town.Now, Town.Wang, "leave"));
        await Town.Hear(made);

        Assert.That(await Town.Told("OfferAsked"), Is.Empty);
    }

    [Test]
    public async Task Out_of_turn_after_the_answer_nobody_is_asked()
    {
        await Offer();
        await Town.Accepted(Order, Town.Wang);
        await Town.Hear(await Town.MadeTo(Order, Town.Wang));

        Assert.That(await Town.Told("OfferAsked"), Is.Empty);
    }

    [Test]
    public async Task Off_duty_they_hear_it_when_they_are_next_on_duty()
    {
        Town.Service.Clock.SetUtcNow(At(1, 19));
        await Asked();

        Assert.That((await Town.ToldOnce("OfferAsked")).DueAt, Is.EqualTo(At(2, 8)));
    }

    [Test]
    public async Task On_leave_they_hear_it_when_they_are_back()
    {
        await Town.Leave(Town.Wang, new Leave(At(1, 0), At(1, 11), "培训"));
        await Asked();

        Assert.That((await Town.ToldOnce("OfferAsked")).DueAt, Is.EqualTo(At(1, 11)));
    }

    [Test]
    public async Task Without_duty_before_the_limit_they_hear_it_at_once_rather_than_too_late()
    {
        await Town.Leave(Town.Wang, new Leave(At(1, 0), At(5, 0), "培训"));
        await Asked();

        Assert.That((await Town.ToldOnce("OfferAsked")).DueAt, Is.EqualTo(At(1, 9)));
    }

    [Test]
    public async Task Who_falls_ill_before_it_goes_out_is_left_in_peace()
    {
        Town.Service.Clock.SetUtcNow(At(1, 19));
        await Asked();
        await Town.Leave(Town.Wang, new Leave(At(2, 0), At(2, 8, 30), "生病"));
        await Town.Send(At(2, 8));

        var delivery = (await Town.ToldOnce("OfferAsked")).Deliveries.Single();
        Assert.That((delivery.SentAt, delivery.DueAt), Is.EqualTo(((DateTimeOffset?)null, At(2, 8, 30))));
    }

    [Test]
    public async Task After_the_limit_nobody_need_hear_it()
    {
        await Asked();
        await Town.Send(At(1, 14));

        Assert.That((await Town.ToldOnce("OfferAsked")).Deliveries.Single().State, Is.EqualTo(Dispatch.Notifying.DeliveryState.Overtaken));
    }

    private async Task Offer()
    {
        Order = await Town.Order();
        await Town.Offered(Order, Town.Wang);
    }

    private async Task Asked(int times = 1)
    {
        await Offer();
        await Town.Hear(await Town.MadeTo(Order, Town.Wang), times);
    }
}
