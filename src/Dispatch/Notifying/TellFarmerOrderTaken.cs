using Dispatch.Contracts;
using MassTransit;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer gets the tracking number; nobody does who has cancelled meanwhile.</summary>
internal sealed class TellFarmerOrderTaken(Telling telling) : IConsumer<OrderSubmitted>
{
    public Task Consume(ConsumeContext<OrderSubmitted> context) =>
        telling.Once(context, nameof(TellFarmerOrderTaken), async news =>
        {
            if (await telling.Order(context.Message.OrderId, context.CancellationToken) is not { State: not State.Closed } order) return;
            telling.Farmer(news, order, Template.OrderTaken, language => NoticeTexts.In(language, Template.OrderTaken, order.Tracking));
        });
}
