using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer reads what was advised and is asked whether it is solved, while the answer is still open.</summary>
internal sealed class TellFarmerToConfirm(Telling telling, DispatchDb db) : IConsumer<OrderReported>
{
    private const int Excerpt = 120;

    private static readonly Compiled<Func<DispatchDb, OrderId, CancellationToken, Task<string?>>> LastAdvice = new(() => EF.CompileAsyncQuery((DispatchDb db, OrderId order, CancellationToken stop) =>
        db.Set<Visit>().Where(visit => visit.Order == order && visit.Advice != null).OrderByDescending(visit => visit.Version).Select(visit => visit.Advice).FirstOrDefault()));

    public Task Consume(ConsumeContext<OrderReported> context) =>
        telling.Once(context, nameof(TellFarmerToConfirm), async news =>
        {
            var stop = context.CancellationToken;
            if (await telling.Order(context.Message.OrderId, stop) is not { State: State.Reported } order || await telling.HasComeBack(order, context.Message.Version, stop)) return;
            await telling.Overtake(order.Id, notice => notice.Template == Template.ExpertComes, stop);
            var advice = await LastAdvice.On(db)(db, order.Id, stop);
            telling.Farmer(news, order, Template.ConfirmAsked, language => Advised(language, advice) + NoticeTexts.In(language, Template.ConfirmAsked, order.Tracking));
        });

    private static string Advised(string language, string? advice) =>
        advice is null ? "" : NoticeTexts.In(language, "ConfirmAsked.Advice", advice.Length <= Excerpt ? advice : advice[..Excerpt] + "…");
}
