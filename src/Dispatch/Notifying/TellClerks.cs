using Dispatch.Contracts;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The station's clerks hear that an order needs them, and why; not about one that is settled already.</summary>
internal sealed class TellClerks(Telling telling, DispatchDb db) : IConsumer<OrderNeedsClerk>
{
    public Task Consume(ConsumeContext<OrderNeedsClerk> context) =>
        telling.Once(context, nameof(TellClerks), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, OrderNeedsClerk needs, CancellationToken stop)
    {
        if (await telling.Order(needs.OrderId, stop) is not { State: State.NeedsClerk } order || order.Reason.ToString() != needs.Reason || await telling.HasComeBack(order, needs.Version, stop)) return;
        var station = order.Station is { } id ? await db.Set<Station>().AsNoTracking().FirstOrDefaultAsync(station => station.Id == id, stop) : null;
        var why = NoticeTexts.In(NoticeTexts.Chinese, $"ClerkNeeded.{order.Reason}");
        telling.Clerks(news, order, station, Template.ClerkNeeded, NoticeTexts.In(NoticeTexts.Chinese, Template.ClerkNeeded, order.Tracking, why));
    }
}
