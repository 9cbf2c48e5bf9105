using System.Runtime.CompilerServices;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>
/// Promise 6. Entries, hashes and totals agree with one another, and with closed orders, held lectures and visits; and
/// what an order says of its end is what was said at its closing, by somebody who may.
/// </summary>
internal sealed class LedgerHolds : Promise
{
    private static readonly Role[] MayConfirm = [.. Rights.Of("confirmOutcome")];

    public override int Number => 6;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var finding in new VerifyLedger(patient.Db, patient.Limits).Run(patient.Settled, stop))
            yield return new Breach(finding.Row, $"Finding.{finding.Fault}", finding.Values);
        await foreach (var breach in Counted.Otherwise(patient, stop).Concat(NobodySaidSo(patient, stop)).WithCancellation(stop)) yield return breach;
        var closings = patient.Orders.IgnoreAutoIncludes().Where(order => order.State == State.Closed)
            .Join(patient.Db.Set<Closing>(), order => new { Order = order.Id, Occasion = order.Closings }, closing => new { closing.Order, closing.Occasion }, (order, closing) => new { order.Tracking, order.Outcome, Then = closing.Outcome })
            .Where(pair => pair.Outcome != pair.Then);
        await foreach (var pair in closings.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(pair.Tracking.Value, "Breach.OtherOutcome", pair.Outcome?.ToString() ?? "-", pair.Then);
    }

    /// <summary>Orders that count as solved, wholly or in part, without anybody's confirmation.</summary>
    private static async IAsyncEnumerable<Breach> NobodySaidSo(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var said = await patient.History.Where(row => row.Fact == nameof(Confirmed) && row.To == State.Closed).Select(row => new { row.Order, row.By }).AsAsyncEnumerable()
            .Where(row => MayConfirm.Contains(row.By.Role)).Select(row => row.Order).ToHashSetAsync(cancellationToken: stop);
        var solved = patient.Orders.IgnoreAutoIncludes().Where(order => order.State == State.Closed && (order.Outcome == Outcome.Solved || order.Outcome == Outcome.PartlySolved))
            .Select(order => new { order.Id, order.Tracking, order.Outcome });
        await foreach (var order in solved.AsAsyncEnumerable().WithCancellation(stop))
            if (!said.Contains(order.Id)) yield return new Breach(order.Tracking.Value, "Breach.NobodySaidSo", order.Outcome!);
    }
}
