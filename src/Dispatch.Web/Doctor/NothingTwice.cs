using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 2. What a message does shows once: one triage, one offer under a number, one row for each closing.</summary>
internal sealed class NothingTwice : Promise
{
    public override int Number => 2;

    public override string Says => "No message has its effect twice.";

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var (db, triage) = (patient.Db, Domain.Actor.Engine("triage"));
        var triaged = db.Set<HistoryRow>().Where(row => row.By == triage && (row.Fact == nameof(Triaged) || row.Fact == nameof(Unclear)))
            .GroupBy(row => row.Order).Where(rows => rows.Count() > 1).Select(rows => rows.Key);
        await foreach (var order in triaged.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach($"order {order}", "was triaged by the engine more than once");
        var offered = db.Set<Offer>().GroupBy(offer => new { offer.Order, offer.Number }).Where(offers => offers.Count() > 1).Select(offers => offers.Key.Order);
        await foreach (var order in offered.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach($"order {order}", "has two offers under one number");
        var closed = db.Set<Order>().IgnoreAutoIncludes().Where(order => db.Set<Closing>().Count(closing => closing.Order == order.Id) != order.Closings).Select(order => order.Tracking);
        await foreach (var order in closed.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach($"order {order}", "its closings are not as many as it says");
    }
}
