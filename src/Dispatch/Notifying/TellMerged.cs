using Dispatch.Domain;
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
            await telling.Overtake(one.Id, notice => notice.Template is Template.MergedSearchGoesOn or Template.MergedExpertComes, stop);
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
            if (!heard || (await LastTo(one, stop))?.Template == Template.MergedSearchGoesOn) continue;
            telling.Farmer(news, one, Template.MergedSearchGoesOn, language => NoticeTexts.In(language, Template.MergedSearchGoesOn, one.Tracking));
        }
    }

    /// <summary>The order has been merged itself: a name that was told of it holds no longer.</summary>
    /// <param name="news">Of what.</param>
    /// <param name="order">The order that was merged.</param>
    /// <param name="other">Where it goes on.</param>
    /// <param name="who">Who comes there, where that is known already.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task GoesOnElsewhere(News news, Order order, Order other, Func<string, string>? who, CancellationToken stop)
    {
        if (who is not null) await WhoComes(news, order, who, stop);
        else await SearchGoesOn(news, order, other.State != State.Visiting && await LastTo(order, stop) is { Template: Template.ExpertComes } told && told.DueAt <= news.At, stop);
    }

    /// <param name="news">Of what.</param>
    /// <param name="order">The order that ended.</param>
    /// <param name="answer">What a clerk answered, where one did.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task ItIsOver(News news, Order order, string answer, CancellationToken stop)
    {
        // What was under one that was cancelled goes on by itself.
        if (order.Outcome == Outcome.Cancelled) return;
        var template = $"{Template.MergedClosed}{order.Outcome}";
        foreach (var one in await Under(order, stop))
        {
            await telling.Overtake(one.Id, _ => true, stop);
            telling.Farmer(news, one, template, language => NoticeTexts.In(language, template, one.Tracking, NoticeTexts.Time(language, order.ClosedAt!.Value, limits.FieldHours.Zone), answer));
        }
    }

    private async Task<IEnumerable<Order>> Under(Order order, CancellationToken stop) =>
        (await db.Under(order.Id, stop)).Where(one => one.FarmerPhone != order.FarmerPhone).DistinctBy(one => one.FarmerPhone);

    /// <summary>What its farmer was told last.</summary>
    private Task<Notice?> LastTo(Order one, CancellationToken stop) =>
        db.Set<Notice>().AsNoTracking().Where(notice => notice.Order == one.Id && notice.To == Role.Farmer).OrderByDescending(notice => notice.At).FirstOrDefaultAsync(stop);
}
