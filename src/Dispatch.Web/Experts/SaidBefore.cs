using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Visiting;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>
/// Whether what a phone sends has come before: the answer to it was lost on the way, so it is sent again, perhaps when
/// the order has long gone on. What is told apart is the visit, by the offer upon which it was made, and the words.
/// </summary>
public sealed class SaidBefore(DispatchDb db)
{
    /// <summary>The same phone said at the same moment of its clock that it was there.</summary>
    public Task<bool> Has(Order order, Arrival arrival, CancellationToken stop) =>
        db.Set<Visit>().AnyAsync(visit => visit.Order == order.Id && visit.Expert == arrival.Fact.Expert && arrival.ByDevice != null && visit.ArrivedAtByDevice == arrival.ByDevice, stop);

    /// <summary>The visit upon that offer was reported in the same words.</summary>
    public async Task<bool> Has(Order order, Guid offer, VisitReport report, CancellationToken stop)
    {
        var expert = report.Fact.Expert;
        var offers = order.Offers.Where(one => one.Expert == expert).OrderBy(one => one.Number).ToList();
        if (offers.Find(one => one.Id.Value == offer) is not { } upon) return false;
        var (since, until) = (upon.MadeAt, offers.Find(one => one.Number > upon.Number)?.MadeAt ?? DateTimeOffset.MaxValue);
        var visits = await db.Set<Visit>().AsNoTracking().Where(visit => visit.Order == order.Id && visit.Expert == expert && visit.ReportedAt >= since && visit.ReportedAt < until).ToListAsync(stop);
        return visits.Exists(report.IsIn);
    }
}
