using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Notifying;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Orders;

/// <summary>Nobody acts and no message comes; the clock goes on, and the rounds do what is due. Each test was seen red with its round asleep.</summary>
public sealed class When_only_time_passes : ServiceSpec
{
    [Test]
    public async Task An_offer_that_nobody_answers_lapses()
    {
        await Service.Settle(Langshan.Expert("E1"));
        var tracking = await Service.Offered();
        await Service.TurnUntil(TimeSpan.FromMinutes(10), async () => (await Service.Order(tracking)).Offers[0].State == OfferState.Lapsed);
    }

    [Test]
    public async Task An_order_is_offered_when_an_expert_comes_on_duty()
    {
        await Service.Settle(Langshan.Expert("E1"));
        await Service.Change("E1", expert => expert.Hours = WeeklyHours.Parse("Tue 08:00-18:00"));
        var tracking = await Service.Offered();
        Assert.That(await Service.StateOf(tracking), Is.EqualTo(State.Waiting));
        await Service.TurnUntil(TimeSpan.FromMinutes(10), async () => await Service.StateOf(tracking) == State.Offered);
    }

    [Test]
    public async Task What_is_to_be_told_in_the_morning_goes_out()
    {
        await Service.Settle(Langshan.Expert("E1"));
        Service.Clock.Advance(TimeSpan.FromHours(14));
        var tracking = await Service.Ordered();
        await Service.TurnUntil(TimeSpan.FromMinutes(10), () => Service.Db(db => db.Set<Notice>()
            .Where(notice => notice.Template == "OrderTaken" && notice.Tracking == TrackingNumber.Of(tracking)).SelectMany(notice => notice.Deliveries).AllAsync(delivery => delivery.State == DeliveryState.Sent)));
    }

    [Test]
    public async Task What_was_handled_two_weeks_ago_is_forgotten()
    {
        await Service.Settle();
        await Service.Ordered();
        await Service.Quiet();
        // The relay notes what has gone out a moment after it was handled.
        await OrderDesk.Until(() => Service.Db(db => db.Set<OutboxRow>().AllAsync(row => row.SentAt != null)));
        var handled = await Service.Db(db => db.Set<OutboxRow>().Select(row => row.MessageId).ToListAsync());
        Assert.That(handled, Is.Not.Empty);
        Service.Clock.Advance(TimeSpan.FromDays(15));
        await Service.TurnUntil(TimeSpan.FromMinutes(10), async () => !await Service.Db(db => db.Set<OutboxRow>().AnyAsync(row => handled.Contains(row.MessageId))));
    }
}
