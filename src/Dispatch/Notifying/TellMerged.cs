using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>
/// Farmers whose orders go on under another's hear of it by their own numbers: who comes, that somebody else is looked for, and
/// how it ended. Only the farmer of the other order is asked whether it is solved. Who has reported twice is told once.
/// </summary>
internal sealed class TellMerged(Telling telling, DispatchDb db, Limits limits)
{
    public async Task WhoComes(News news, Order order, Func<string, string> who, CancellationToken stop)
    {
        foreach (var one in await Under(order, stop))
        {
            await telling.Overtake(one.Id, notice => notice.Template == Template.MergedSearchGoesOn, stop);
            telling.Farmer(news, one, Template.MergedExpertComes, language => NoticeTexts.In(language, Template.MergedExpertComes, one.Tracking, who(language)));
        }
    }

    /// <param name="news">Of what.</param>
    /// <param name="order">The order from which somebody has gone.</param>
    /// <param name="heard">Whether the name had gone out; else it is taken back, and nothing is said.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task SearchGoesOn(News news, Order order, bool heard, CancellationToken stop)
    {
        foreach (var one in await Under(order, stop))
        {
            await telling.Overtake(one.Id, notice => notice.Template == Template.MergedExpertComes, stop);
            if (!heard || await LastTo(one, stop) is Template.MergedSearchGoesOn) continue;
            telling.Farmer(news, one, Template.MergedSearchGoesOn, language => NoticeTexts.In(language, Template.MergedSearchGoesOn, one.Tracking));
        }
    }

    /// <param name="news">Of what.</param>
    /// <param name="order">The order that ended.</param>
    /// <param name="answer">What a clerk answered, where one did.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task ItIsOver(News news, Order order, string answer, CancellationToken stop)
    {
        // What was under one that was merged goes on elsewhere; under one that was cancelled, by itself.
        if (order.Outcome is Outcome.Merged or Outcome.Cancelled) return;
        var template = $"{Template.MergedClosed}{order.Outcome}";
        foreach (var one in await Under(order, stop))
        {
            await telling.Overtake(one.Id, _ => true, stop);
            telling.Farmer(news, one, template, language => NoticeTexts.In(language, template, one.Tracking, NoticeTexts.Time(language, order.ClosedAt!.Value, limits.FieldHours.Zone), answer));
        }
    }

    private async Task<IEnumerable<Order>> Under(Order order, CancellationToken stop) =>
        (await db.Under(order.Id, stop)).Where(one => one.FarmerPhone != order.FarmerPhone).DistinctBy(one => one.FarmerPhone);

    private Task<string?> LastTo(Order one, CancellationToken stop) =>
        db.Set<Notice>().Where(notice => notice.Order == one.Id).OrderByDescending(notice => notice.At).Select(notice => notice.Template).FirstOrDefaultAsync(stop);
}
