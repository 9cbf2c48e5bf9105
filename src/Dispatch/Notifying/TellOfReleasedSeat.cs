using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>
/// An expert no longer comes: the farmer who was told a name hears that another is looked for, and the expert from whom
/// an accepted seat was taken hears not to go. What was about to be said of it is taken back.
/// </summary>
internal sealed class TellOfReleasedSeat(Telling telling, TellMerged merged, DispatchDb db) : IConsumer<SeatReleased>
{
    public Task Consume(ConsumeContext<SeatReleased> context) =>
        telling.Once(context, nameof(TellOfReleasedSeat), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, SeatReleased released, CancellationToken stop)
    {
        var expert = new ExpertId(released.ExpertId);
        if (await telling.OrderWithSeats(released.OrderId, stop) is not { } order) return;
        if (order.LastOfferTo(expert) is not { } offer || offer.State.ToString() != released.How || (released.OfferId ?? offer.Id.Value) != offer.Id.Value) return;
        await telling.Overtake(order.Id, notice => notice.Template == Template.OfferAsked && notice.Expert == expert, stop);
        if (offer.State is OfferState.Withdrawn or OfferState.TakenBack && await HadAccepted(order, offer, stop)) await TellExpert(news, order, expert, stop);
        if (order.State is State.Waiting or State.Offered or State.NeedsClerk) await TellFarmer(news, order, offer, stop);
    }

    private Task<bool> HadAccepted(Order order, Offer offer, CancellationToken stop) =>
        db.Set<HistoryRow>().AnyAsync(row => row.Order == order.Id && row.Expert == offer.Expert && row.Fact == nameof(Accepted) && row.At >= offer.MadeAt, stop);

    private async Task TellExpert(News news, Order order, ExpertId id, CancellationToken stop)
    {
        var expert = await db.Set<Expert>().AsNoTracking().FirstAsync(expert => expert.Id == id, stop);
        telling.Expert(news, order, expert, Template.VisitOff, language => NoticeTexts.In(language, Template.VisitOff, order.Tracking));
    }

    /// <summary>Only a farmer who heard a name since then, and once for each time.</summary>
    private async Task TellFarmer(News news, Order order, Offer offer, CancellationToken stop)
    {
        var told = await db.Set<Notice>().AsNoTracking()
            .Where(notice => notice.Order == order.Id && notice.At >= offer.MadeAt && (notice.Template == Template.ExpertComes || notice.Template == Template.SearchGoesOn))
            .OrderByDescending(notice => notice.At).FirstOrDefaultAsync(stop);
        if (told?.Template != Template.ExpertComes) return;
        // Named after what it takes back: of two seats that are released at once only one tells it.
        var instead = news with { Message = told.Id };
        if (await telling.HasTold(instead, order.FarmerPhone, stop)) return;
        await telling.Overtake(order.Id, notice => notice.Template == Template.ExpertComes, stop);
        var heard = told.DueAt <= news.At;
        await merged.SearchGoesOn(news, order, heard, stop);
        if (!heard) return;
        telling.Farmer(instead, order, Template.SearchGoesOn, language => NoticeTexts.In(language, Template.SearchGoesOn, order.Tracking));
    }
}
