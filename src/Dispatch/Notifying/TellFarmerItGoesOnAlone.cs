using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>
/// The order under which it went on is cancelled, and it has been opened again by itself: its farmer hears why. Who opens one
/// again knows. Whoever did, what was about to be said of who comes to the other is taken back.
/// </summary>
internal sealed class TellFarmerItGoesOnAlone(Telling telling, DispatchDb db) : IConsumer<OrderReopened>
{
    public Task Consume(ConsumeContext<OrderReopened> context) =>
        telling.Once(context, nameof(TellFarmerItGoesOnAlone), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, OrderReopened reopened, CancellationToken stop)
    {
        if (await telling.Order(reopened.OrderId, stop) is not { State: not State.Closed } order || order.Closings != reopened.Occasion) return;
        await telling.Overtake(order.Id, notice => notice.Template is Template.MergedExpertComes or Template.MergedSearchGoesOn, stop);
        var by = await db.Set<HistoryRow>().Where(row => row.Order == order.Id && row.Fact == nameof(Reopened)).OrderByDescending(row => row.Version).Select(row => row.By).FirstOrDefaultAsync(stop);
        if (by.Role != Role.Engine) return;
        telling.Farmer(news, order, Template.GoesOnAlone, language => NoticeTexts.In(language, Template.GoesOnAlone, order.Tracking));
    }
}
