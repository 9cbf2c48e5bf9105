using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Watching;
using MassTransit;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer gets the tracking number; nobody does who has cancelled meanwhile.</summary>
internal sealed class TellFarmerOrderTaken(Together<TellFarmersOrderTaken, OrderSubmitted> together) : IConsumer<OrderSubmitted>
{
    public Task Consume(ConsumeContext<OrderSubmitted> context) => together.Handle(context);
}

/// <summary>Tells all whose orders are at hand.</summary>
internal sealed class TellFarmersOrderTaken(Telling telling) : IHandleTogether<OrderSubmitted>
{
    public static string Consumer => nameof(TellFarmerOrderTaken);

    /// <summary>Who has ordered has seen the number already, and notices go out in flocks.</summary>
    public static TimeSpan Pause => TimeSpan.FromMilliseconds(50);

    public async Task Handle(IReadOnlyList<Came<OrderSubmitted>> messages, DateTimeOffset now, CancellationToken stop)
    {
        var orders = await telling.Orders(messages.Select(came => came.Message.OrderId), stop);
        foreach (var came in messages)
            if (orders.GetValueOrDefault(came.Message.OrderId) is { State: not State.Closed } order) came.Flow.Do(() => Tell(new News(came.Id, now), order));
    }

    public void Written() => telling.Wake();

    private void Tell(News news, Order order)
    {
        OrderInHand.Is(order);
        telling.Farmer(news, order, Template.OrderTaken, language => NoticeTexts.In(language, Template.OrderTaken, order.Tracking));
    }
}
