using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 1. An open order is with triage, a clerk, matching, an expert or the farmer, and a limit runs for it; a closed one says how it ended, and what was done is written down.</summary>
internal sealed class NothingIsLost : Promise
{
    public override int Number => 1;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var order in patient.Orders.Where(order => order.State != State.Closed).AsAsyncEnumerable().WithCancellation(stop))
            if (InNobodysHands(order, patient) is { } breach) yield return breach;
        var endless = patient.Orders.IgnoreAutoIncludes().Where(order => order.State == State.Closed && (order.Outcome == null || order.ClosedAt == null)).Select(order => order.Tracking);
        await foreach (var tracking in endless.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(tracking.Value, "Breach.ClosedWithoutOutcome");
        await foreach (var breach in GoneUnder(patient).Concat(Gaps(patient)).Concat(Untriaged.Find(patient, stop)).Concat(VisitSteps.Missing(patient, stop)).Concat(Orphans.Find(patient, stop)).WithCancellation(stop))
            yield return breach;
    }

    private static Breach? InNobodysHands(Order order, Patient patient)
    {
        var tracking = order.Tracking.Value;
        return order.State switch
        {
            State.NeedsClerk when order.Reason is null => new Breach(tracking, "Breach.NoReason"),
            State.Submitted => null,
            _ when order.Seats.FirstOrDefault(seat => seat.State == SeatState.Offered && !(seat.AnswerBy > patient.Settled)) is { } seat => new Breach(tracking, "Breach.AnswerOverdue", seat.Number),
            State.NeedsClerk => null,
            var state when Standing(order.Seats) is var standing && standing != state => new Breach(tracking, "Breach.SeatsSayOtherwise", state, standing?.ToString() ?? "-"),
            State.Waiting when order.DueAt is null => new Breach(tracking, "Breach.NoLimit"),
            State.Waiting or State.Accepted or State.Visiting or State.Reported when !(order.DueAt > patient.Settled) => new Breach(tracking, "Breach.LimitPassed", order.State),
            _ => null,
        };
    }

    /// <summary>Where an order stands follows from where its seats stand; of none, nowhere.</summary>
    private static State? Standing(IReadOnlyList<Seat> seats) =>
        seats.Count == 0 ? null
        : seats.Any(seat => seat.State == SeatState.Open) ? State.Waiting
        : seats.Any(seat => seat.State == SeatState.Offered) ? State.Offered
        : seats.All(seat => seat.State == SeatState.Reported) ? State.Reported
        : seats.Any(seat => seat.State >= SeatState.Arrived) ? State.Visiting
        : State.Accepted;

    /// <summary>What was merged names the order under which it goes on, and nothing else does; nobody's ends under one that another farmer has cancelled.</summary>
    private static IAsyncEnumerable<Breach> GoneUnder(Patient patient)
    {
        var all = patient.Db.Set<Order>().IgnoreAutoIncludes();
        var left = patient.Db.Set<Order>().FromSql(LeftUnderCancelled(patient.Settled.UtcTicks)).IgnoreAutoIncludes().Select(order => order.Id);
        return patient.Orders.IgnoreAutoIncludes()
            .Where(order => (order.Outcome == Outcome.Merged) != (order.MergedInto != null)
                || (order.MergedInto != null && !all.Any(other => other.Id == order.MergedInto && other.Id != order.Id))
                || left.Contains(order.Id))
            .Select(order => order.Tracking).AsAsyncEnumerable()
            .Select(tracking => new Breach(tracking.Value, "Breach.MergedIntoNothing"));
    }

    /// <summary>Follows each to its end, however often the other was merged itself; going in circles ends too.</summary>
    private static FormattableString LeftUnderCancelled(long settled) =>
        $"""
        SELECT * FROM orders WHERE "Id" IN (
            WITH RECURSIVE way("Order", "Phone", "Into") AS (
                SELECT "Id", "FarmerPhone", "MergedInto" FROM orders WHERE "MergedInto" IS NOT NULL
                UNION
                SELECT way."Order", way."Phone", other."MergedInto" FROM way JOIN orders other ON other."Id" = way."Into" WHERE other."MergedInto" IS NOT NULL)
            SELECT way."Order" FROM way JOIN orders last ON last."Id" = way."Into"
            WHERE last."Outcome" = {nameof(Outcome.Cancelled)} AND last."ClosedAt" < {settled} AND last."FarmerPhone" <> way."Phone")
        """;

    /// <summary>An order's history has every version from the submission to the present one, and ends where the order stands.</summary>
    private static IAsyncEnumerable<Breach> Gaps(Patient patient)
    {
        var history = patient.Db.Set<HistoryRow>();
        return patient.Orders.IgnoreAutoIncludes()
            .Where(order => history.Count(row => row.Order == order.Id) != order.Version + 1 || history.Where(row => row.Order == order.Id && row.Version == order.Version).Any(row => row.To != order.State))
            .Select(order => order.Tracking).AsAsyncEnumerable()
            .Select(tracking => new Breach(tracking.Value, "Breach.HistoryGaps"));
    }
}
