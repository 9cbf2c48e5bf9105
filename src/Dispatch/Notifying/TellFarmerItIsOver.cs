using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer hears how the order ended and until when it can be opened again; not when it has been opened again.</summary>
internal sealed class TellFarmerItIsOver(Telling telling, DispatchDb db, Limits limits) : IConsumer<OrderClosed>
{
    private const int Excerpt = 300;

    public Task Consume(ConsumeContext<OrderClosed> context) =>
        telling.Once(context, nameof(TellFarmerItIsOver), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, OrderClosed closed, CancellationToken stop)
    {
        if (await telling.Order(closed.OrderId, stop) is not { State: State.Closed } order || order.Closings != closed.Occasion) return;
        await telling.Overtake(order.Id, notice => notice.Template != Template.VisitOff, stop);
        var template = Template.Closed + order.Outcome;
        var answer = order.Outcome == Outcome.Answered ? await AnswerTo(order, stop) : "";
        telling.Farmer(news, order, template, language =>
            NoticeTexts.In(language, template, order.Tracking, NoticeTexts.Time(language, order.ClosedAt!.Value + limits.Reopening, limits.FieldHours.Zone), answer));
    }

    private async Task<string> AnswerTo(Order order, CancellationToken stop)
    {
        var words = await db.Set<HistoryRow>().Where(row => row.Order == order.Id && row.Fact == nameof(Answered))
            .OrderByDescending(row => row.Version).Select(row => row.Why).FirstAsync(stop) ?? "";
        return (words.Length <= Excerpt ? words : words[..Excerpt] + "…").TrimEnd('。', '.');
    }
}
