using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Notifying;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 2. What a message does shows once: one triage, one offer at a time, one row for each closing, one notice of each piece of news.</summary>
internal sealed class NothingTwice : Promise
{
    public override int Number => 2;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var order in Triaged(patient).Concat(Numbered(patient)).Concat(Offered(patient)).Concat(Told(patient)).Concat(ToldAgain(patient)).WithCancellation(stop))
            yield return new Breach(await patient.NameOf(order.Order, stop), order.Key);
        var closed = patient.Orders.IgnoreAutoIncludes().Where(order => patient.Db.Set<Closing>().Count(closing => closing.Order == order.Id) != order.Closings).Select(order => order.Tracking);
        await foreach (var tracking in closed.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(tracking.Value, "Breach.ClosingsDiffer");
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

    private static IAsyncEnumerable<Twice> Told(Patient patient) =>
        patient.Db.Set<Notice>().GroupBy(notice => new { notice.Order, notice.Template, notice.To, notice.Phone, notice.Expert, notice.At, notice.Text })
            .Where(notices => notices.Count() > 1).Select(notices => notices.Key.Order).AsAsyncEnumerable().Select(order => new Twice(order, "Breach.ToldTwice"));

    /// <summary>Who comes, whether it is solved and that a clerk is needed is told each person once for each time it came to that, however late it was heard of.</summary>
    private static IAsyncEnumerable<Twice> ToldAgain(Patient patient) =>
        Oftener(patient, "ExpertComes", row => row.To == State.Accepted && row.Fact == nameof(Accepted))
            .Concat(Oftener(patient, "ConfirmAsked", row => row.To == State.Reported && row.Fact == nameof(Reported)))
            .Concat(Oftener(patient, "ClerkNeeded", row => row.To == State.NeedsClerk));

    private static IAsyncEnumerable<Twice> Oftener(Patient patient, string template, Expression<Func<HistoryRow, bool>> occasion)
    {
        var occasions = patient.Db.Set<HistoryRow>().Where(occasion);
        return patient.Db.Set<Notice>().Where(notice => notice.Template == template).GroupBy(notice => new { notice.Order, notice.Phone })
            .Where(notices => notices.Count() > occasions.Count(row => row.Order == notices.Key.Order))
            .Select(notices => notices.Key.Order).AsAsyncEnumerable().Select(order => new Twice(order, "Breach.ToldTwice"));
    }

    private sealed record Twice(OrderId Order, string Key);
}
