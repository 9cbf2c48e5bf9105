using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Matching;

/// <summary>Until when those who are full are busy: the first of their seats that is to be done, as they have said or were given.</summary>
internal sealed class Busy
{
    private readonly Dictionary<Guid, DateTimeOffset> until;

    private Busy(Dictionary<Guid, DateTimeOffset> until) => this.until = until;

    /// <summary>Looks it up for all whom these answers call full, at once.</summary>
    public static async Task<Busy> Of(DispatchDb db, IEnumerable<NoAnswer> answers, CancellationToken stop)
    {
        var full = answers.SelectMany(why => why.Full).Distinct().Select(id => new ExpertId(id)).ToList();
        if (full.Count == 0) return new Busy([]);
        var seats = await db.Set<Seat>().Held().Where(seat => full.Contains(seat.Expert!.Value))
            .Select(seat => new { seat.Expert, Until = seat.ComesAt ?? seat.VisitBy ?? seat.AnswerBy }).ToListAsync(stop);
        return new Busy(seats.GroupBy(seat => seat.Expert!.Value.Value).ToDictionary(expert => expert.Key, expert => expert.Min(seat => seat.Until!.Value)));
    }

    public NoAnswer With(NoAnswer why) =>
        why with { FreeFrom = why.Full.Where(until.ContainsKey).Select(expert => (DateTimeOffset?)until[expert]).Min() };
}
