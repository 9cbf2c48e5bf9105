using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Matching;

/// <summary>When the first of those who are full has said, or was given, to be done with a seat.</summary>
internal static class Busy
{
    public static async Task<NoAnswer> Until(DispatchDb db, NoAnswer why, CancellationToken stop)
    {
        if (why.Full.Count == 0) return why;
        var full = why.Full.Select(id => (ExpertId?)new ExpertId(id)).ToList();
        var limits = db.Set<Seat>().Where(seat => full.Contains(seat.Expert) && (seat.State == SeatState.Offered || seat.State == SeatState.Accepted || seat.State == SeatState.Arrived));
        return why with { FreeFrom = await limits.MinAsync(seat => seat.ComesAt ?? seat.VisitBy ?? seat.AnswerBy, stop) };
    }
}
