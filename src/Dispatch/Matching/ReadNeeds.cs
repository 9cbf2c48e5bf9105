using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;

namespace Dispatch.Matching;

/// <summary>What an order's seats need, as matching sees it.</summary>
internal static class ReadNeeds
{
    public static IEnumerable<Need> Open(Order order, Limits limits, IReadOnlySet<ExpertId> pairedWith, DateTimeOffset now) =>
        order.Seats.Where(seat => seat.State == SeatState.Open).Select(seat => Of(order, seat, limits, pairedWith, now));

    public static Need Of(Order order, Seat seat, Limits limits, IReadOnlySet<ExpertId> pairedWith, DateTimeOffset now) => new()
    {
        Order = order.Id,
        Seat = seat.Number,
        Skills = seat.Needs,
        Place = order.Place!.Value,
        Urgency = order.Urgency,
        QueuedSince = order.QueuedSince ?? now,
        AnswerBy = limits.AnswerBy(order.Urgency, now),
        Language = order.Language,
        Crop = order.Crop,
        PlannedFor = order.PlannedFor,
        Refused = [.. order.NotAskedAgain],
        AlreadyOnOrder = [.. order.Seats.Where(other => other.Number != seat.Number).Select(other => other.Expert).OfType<ExpertId>()],
        PairedWith = [.. pairedWith],
        AskedFor = order.AskedFor,
    };
}
