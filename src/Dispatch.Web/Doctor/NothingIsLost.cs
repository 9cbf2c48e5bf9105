using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 1. An open order is with triage, a clerk, matching, an expert or the farmer, and a limit runs for it; a closed one says how it ended.</summary>
internal sealed class NothingIsLost : Promise
{
    public override int Number => 1;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var order in patient.Orders.Where(order => order.State != State.Closed).AsAsyncEnumerable().WithCancellation(stop))
            if (await InNobodysHands(order, patient, stop) is { } breach) yield return breach;
        var endless = patient.Orders.IgnoreAutoIncludes().Where(order => order.State == State.Closed && (order.Outcome == null || order.ClosedAt == null)).Select(order => order.Tracking);
        await foreach (var tracking in endless.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(tracking.Value, "Breach.ClosedWithoutOutcome");
        await foreach (var breach in Gaps(patient, stop)) yield return breach;
        await foreach (var breach in Orphans(patient, stop)) yield return breach;
    }

    private static async Task<Breach?> InNobodysHands(Order order, Patient patient, CancellationToken stop)
    {
        var tracking = order.Tracking.Value;
        return order.State switch
        {
            State.Submitted when order.SubmittedAt < patient.Settled && !await OnItsWay(order, patient, stop) => new Breach(tracking, "Breach.NotTriaged"),
            State.NeedsClerk when order.Reason is null => new Breach(tracking, "Breach.NoReason"),
            State.Submitted or State.NeedsClerk => null,
            var state when Standing(order.Seats) is var standing && standing != state => new Breach(tracking, "Breach.SeatsSayOtherwise", state, standing?.ToString() ?? "-"),
            State.Waiting when order.DueAt is null => new Breach(tracking, "Breach.NoLimit"),
            State.Offered when !order.Seats.Any(seat => seat.AnswerBy > patient.Settled) => new Breach(tracking, "Breach.AnswersOverdue"),
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

    private static Task<bool> OnItsWay(Order order, Patient patient, CancellationToken stop)
    {
        var id = order.Id.Value.ToString();
        return patient.Db.Set<OutboxRow>().AnyAsync(
            row => row.Type == nameof(Contracts.OrderSubmitted) && row.Body.Contains(id) && !patient.Db.Set<InboxRow>().Any(seen => seen.MessageId == row.MessageId), stop);
    }

    /// <summary>An order's history has every version from the submission to the present one, and ends where the order stands.</summary>
    private static IAsyncEnumerable<Breach> Gaps(Patient patient, CancellationToken stop)
    {
        var history = patient.Db.Set<HistoryRow>();
        return patient.Orders.IgnoreAutoIncludes()
            .Where(order => history.Count(row => row.Order == order.Id) != order.Version + 1 || history.Where(row => row.Order == order.Id && row.Version == order.Version).Any(row => row.To != order.State))
            .Select(order => order.Tracking).AsAsyncEnumerable()
            .Select(tracking => new Breach(tracking.Value, "Breach.HistoryGaps"));
    }

    /// <summary>Steps of an order that is gone.</summary>
    private static async IAsyncEnumerable<Breach> Orphans(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var gone = patient.Db.Set<HistoryRow>().Select(row => row.Order).Distinct().Where(id => !patient.Db.Set<Order>().Any(order => order.Id == id));
        await foreach (var order in gone.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(order, stop), "Breach.OrderGone");
    }
}
