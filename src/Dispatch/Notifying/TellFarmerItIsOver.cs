using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>
/// The farmer hears how the order ended and until when it can be opened again, or that it goes on under another and who comes;
/// not when it has been opened again. So do those whose orders went on under it.
/// </summary>
internal sealed class TellFarmerItIsOver(Telling telling, WhoComes coming, TellMerged merged, DispatchDb db, Limits limits) : IConsumer<OrderClosed>
{
    private const int Excerpt = 300;

    public Task Consume(ConsumeContext<OrderClosed> context) =>
        telling.Once(context, nameof(TellFarmerItIsOver), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, OrderClosed closed, CancellationToken stop)
    {
        if (await telling.Order(closed.OrderId, stop) is not { State: State.Closed } order || order.Closings != closed.Occasion) return;
        await telling.Overtake(order.Id, notice => notice.Template != Template.VisitOff, stop);
        if (order.Outcome == Outcome.Merged) await TellItGoesOn(news, order, stop);
        else await TellHowItEnded(news, order, stop);
    }

    /// <summary>And who comes to the order under which it goes on, where that is known already.</summary>
    private async Task TellItGoesOn(News news, Order order, CancellationToken stop)
    {
        var other = await db.WhereItGoesOn(order, stop);
        var who = other.State == State.Accepted ? await coming.To(other, stop) : null;
        Tell(news, order, language => who is null ? "" : NoticeTexts.In(language, "Closed.Merged.Comes", who(language)));
        await merged.GoesOnElsewhere(news, order, other, who, stop);
    }

    private async Task TellHowItEnded(News news, Order order, CancellationToken stop)
    {
        var answer = order.Outcome == Outcome.Answered ? await AnswerTo(order, stop) : "";
        Tell(news, order, _ => answer);
        await merged.ItIsOver(news, order, answer, stop);
    }

    private void Tell(News news, Order order, Func<string, string> besides)
    {
        var template = Template.Closed + order.Outcome;
        telling.Farmer(news, order, template, language =>
            NoticeTexts.In(language, template, order.Tracking, NoticeTexts.Time(language, order.ClosedAt!.Value + limits.Reopening, limits.FieldHours.Zone), besides(language)));
    }

    private async Task<string> AnswerTo(Order order, CancellationToken stop)
    {
        var words = await db.Set<HistoryRow>().Where(row => row.Order == order.Id && row.Fact == nameof(Answered))
            .OrderByDescending(row => row.Version).Select(row => row.Why).FirstAsync(stop) ?? "";
        return (words.Length <= Excerpt ? words : words[..Excerpt] + "…").TrimEnd('。', '.');
    }
}
