using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 1. An open order is with triage, a clerk, matching, an expert or the farmer, and a limit runs for it.</summary>
internal sealed class NothingIsLost : Promise
{
    public override int Number => 1;

    public override string Says => "Every accepted order is closed or visibly in someone's hands.";

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var open = patient.Db.Set<Order>().AsNoTracking().Where(order => order.State != State.Closed).AsAsyncEnumerable();
        await foreach (var order in open.WithCancellation(stop))
            if (await InNobodysHands(order, patient, stop) is { } why) yield return new Breach($"order {order.Tracking}", why);
        await foreach (var breach in Gaps(patient, stop)) yield return breach;
    }

    private static async Task<string?> InNobodysHands(Order order, Patient patient, CancellationToken stop) => order.State switch
    {
        State.Submitted when order.SubmittedAt < patient.Settled && !await OnItsWay(order, patient, stop) => "was submitted, and no message will bring it to triage",
        State.NeedsClerk when order.Reason is null => "needs a clerk, but does not say why",
        State.Waiting when order.DueAt is null => "waits without a limit",
        State.Offered when !order.Seats.Any(seat => seat.AnswerBy > patient.Settled) => "is offered, but every limit for an answer has passed",
        State.Waiting or State.Accepted or State.Visiting or State.Reported when !(order.DueAt > patient.Settled) => $"is {order.State}, but its limit has passed and nobody was told",
        _ => null,
    };

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
        return patient.Db.Set<Order>().IgnoreAutoIncludes()
            .Where(order => history.Count(row => row.Order == order.Id) != order.Version + 1 || history.Where(row => row.Order == order.Id && row.Version == order.Version).Any(row => row.To != order.State))
            .Select(order => order.Tracking).AsAsyncEnumerable()
            .Select(tracking => new Breach($"order {tracking}", "its history has gaps or ends elsewhere"));
    }
}
