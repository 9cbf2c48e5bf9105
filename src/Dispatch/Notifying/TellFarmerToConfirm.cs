using Dispatch.Contracts;
using MassTransit;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer is asked whether it is solved, while the answer is still open.</summary>
internal sealed class TellFarmerToConfirm(Telling telling) : IConsumer<OrderReported>
{
    public Task Consume(ConsumeContext<OrderReported> context) =>
        telling.Once(context, nameof(TellFarmerToConfirm), async news =>
        {
            var stop = context.CancellationToken;
            if (await telling.Order(context.Message.OrderId, stop) is not { State: State.Reported } order) return;
            await telling.Overtake(order.Id, notice => notice.Template == Template.ExpertComes, stop);
            telling.Farmer(news, order, Template.ConfirmAsked, language => NoticeTexts.In(language, Template.ConfirmAsked, order.Tracking));
        });
}
