using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 2. What a message does shows once: one triage, one offer at a time, one row for each visit and closing, one notice of each piece of news.</summary>
internal sealed class NothingTwice : Promise
{
    public override int Number => 2;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var order in Triaged(patient).Concat(Numbered(patient)).Concat(Offered(patient)).WithCancellation(stop))
            yield return new Breach(await patient.NameOf(order.Order, stop), order.Key);
        var closed = patient.Orders.IgnoreAutoIncludes().Where(order => patient.Db.Set<Closing>().Count(closing => closing.Order == order.Id) != order.Closings).Select(order => order.Tracking);
        await foreach (var tracking in closed.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(tracking.Value, "Breach.ClosingsDiffer");
        await foreach (var breach in VisitSteps.Twice(patient, stop).Concat(VisitSteps.Again(patient, stop)).Concat(Told.Twice(patient, stop)).WithCancellation(stop)) yield return breach;
    }

    private static IAsyncEnumerable<Twice> Triaged(Patient patient)
    {
        var triage = Domain.Actor.Engine("triage");
        return patient.Db.Set<HistoryRow>().Where(row => row.By == triage && (row.Fact == nameof(Domain.Orders.Triaged) || row.Fact == nameof(Unclear)))
            .GroupBy(row => row.Order).Where(rows => rows.Count() > 1).Select(rows => rows.Key).AsAsyncEnumerable().Select(order => new Twice(order, "Breach.TriagedTwice"));
    }

    private static IAsyncEnumerable<Twice> Numbered(Patient patient) =>
        patient.Db.Set<Offer>().GroupBy(offer => new { offer.Order, offer.Number })
            .Where(offers => offers.Count() > 1).Select(offers => offers.Key.Order).AsAsyncEnumerable().Select(order => new Twice(order, "Breach.OneNumberTwice"));

    private static IAsyncEnumerable<Twice> Offered(Patient patient) =>
        patient.Db.Set<Offer>().GroupBy(offer => new { offer.Order, offer.Seat, offer.Expert, offer.MadeAt })
            .Where(offers => offers.Count() > 1).Select(offers => offers.Key.Order).AsAsyncEnumerable().Select(order => new Twice(order, "Breach.OfferedTwice"));

    private sealed record Twice(OrderId Order, string Key);
}
