using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;

namespace Dispatch.Offering;

/// <summary>Silence: an offer that is not answered in time goes to somebody else.</summary>
internal sealed class LapseOffers : Limit
{
    private static readonly Actor Engine = Actor.Engine("offering");

    public override IQueryable<OrderId> Passed(DispatchDb db, DateTimeOffset now) =>
        db.Set<Seat>().Where(seat => seat.State == SeatState.Offered && seat.AnswerBy < now).OrderBy(seat => seat.AnswerBy).Select(seat => seat.Order);

    public override IEnumerable<Fact> Facts(Order order, DateTimeOffset now) =>
        order.Seats.Where(seat => seat.State == SeatState.Offered && seat.AnswerBy < now).Select(seat => new Lapsed(Engine, now, seat.Expert!.Value));
}
