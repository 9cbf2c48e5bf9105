using Dispatch.Contracts;
using MassTransit;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer hears who comes and when, all seats at once; never a name before everybody has accepted. So do those whose orders go on under it.</summary>
internal sealed class TellFarmerWhoComes(Telling telling, WhoComes coming, TellMerged merged) : IConsumer<OrderAccepted>
{
    public Task Consume(ConsumeContext<OrderAccepted> context) =>
        telling.Once(context, nameof(TellFarmerWhoComes), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, OrderAccepted accepted, CancellationToken stop)
    {
        if (await telling.OrderWithSeats(accepted.OrderId, stop) is not { State: State.Accepted } order || await telling.HasComeBack(order, accepted.Version, stop)) return;
        await telling.Overtake(order.Id, notice => notice.Template == Template.OfferAsked || notice.Template == Template.SearchGoesOn, stop);
        var who = await coming.To(order, stop);
        telling.Farmer(news, order, Template.ExpertComes, language => NoticeTexts.In(language, Template.ExpertComes, order.Tracking, who(language)));
        await merged.WhoComes(news, order, who, stop);
    }
}
