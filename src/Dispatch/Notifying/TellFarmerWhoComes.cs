using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Notifying;

/// <summary>The farmer hears who comes and when, all seats at once; never a name before everybody has accepted.</summary>
internal sealed class TellFarmerWhoComes(Telling telling, DispatchDb db, Limits limits) : IConsumer<OrderAccepted>
{
    private static readonly Compiled<Func<DispatchDb, List<ExpertId>, IAsyncEnumerable<Named>>> NamesOf = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<ExpertId> ids) => db.Set<Expert>().Where(expert => ids.Contains(expert.Id)).Select(expert => new Named(expert.Id, expert.Name))));

    public Task Consume(ConsumeContext<OrderAccepted> context) =>
        telling.Once(context, nameof(TellFarmerWhoComes), news => Tell(news, context.Message, context.CancellationToken));

    private async Task Tell(News news, OrderAccepted accepted, CancellationToken stop)
    {
        if (await telling.OrderWithSeats(accepted.OrderId, stop) is not { State: State.Accepted } order || await telling.HasComeBack(order, accepted.Version, stop)) return;
        await telling.Overtake(order.Id, notice => notice.Template == Template.OfferAsked || notice.Template == Template.SearchGoesOn, stop);
        var coming = order.Seats.OrderBy(seat => seat.Number).Where(seat => seat.State == SeatState.Accepted).ToList();
        var names = await NamesOf.On(db)(db, [.. coming.Select(seat => seat.Expert!.Value)]).ToDictionaryAsync(one => one.Expert, one => one.Name, cancellationToken: stop);
        telling.Farmer(news, order, Template.ExpertComes, language =>
        {
            var who = coming.Select(seat => Who(language, names[seat.Expert!.Value], seat.ComesAt ?? order.PlannedFor, seat));
            return NoticeTexts.In(language, Template.ExpertComes, order.Tracking, string.Join(NoticeTexts.In(language, "ExpertComes.And"), who));
        });
    }

    private string Who(string language, string name, DateTimeOffset? comesAt, Seat seat) => comesAt is { } at
        ? NoticeTexts.In(language, "ExpertComes.At", name, NoticeTexts.Time(language, at, limits.FieldHours.Zone))
        : NoticeTexts.In(language, "ExpertComes.By", name, NoticeTexts.Time(language, seat.VisitBy!.Value, limits.FieldHours.Zone));

    private sealed record Named(ExpertId Expert, string Name);
}
