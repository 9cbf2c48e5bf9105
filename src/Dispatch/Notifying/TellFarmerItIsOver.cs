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
        var template = Template.Closed + order.Outcome;
        var answer = order.Outcome == Outcome.Answered ? await AnswerTo(order, stop) : "";
        var goesOn = order.Outcome == Outcome.Merged ? await GoesOn(order, stop) : null;
        telling.Farmer(news, order, template, language =>
            NoticeTexts.In(language, template, order.Tracking, NoticeTexts.Time(language, order.ClosedAt!.Value + limits.Reopening, limits.FieldHours.Zone), goesOn?.Invoke(language) ?? answer));
        await merged.ItIsOver(news, order, answer, stop);
    }

    /// <summary>Who comes to the order under which it goes on, where that is known already.</summary>
    private async Task<Func<string, string>> GoesOn(Order order, CancellationToken stop)
    {
        var other = await db.WhereItGoesOn(order, stop);
        if (other.State != State.Accepted) return _ => "";
        var who = await coming.To(other, stop);
        return language => NoticeTexts.In(language, "Closed.Merged.Comes", who(language));
    }

    private async Task<string> AnswerTo(Order order, CancellationToken stop)
    {
        var words = await db.Set<HistoryRow>().Where(row => row.Order == order.Id && row.Fact == nameof(Answered))
            .OrderByDescending(row => row.Version).Select(row => row.Why).FirstAsync(stop) ?? "";
        return (words.Length <= Excerpt ? words : words[..Excerpt] + "…").TrimEnd('。', '.');
    }
}
