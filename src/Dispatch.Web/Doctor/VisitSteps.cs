using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>
/// Visits beside the steps of the history that they were written down with: one begins with its check-in, or with its report
/// where there was none, and bears the version of that step.
/// </summary>
internal static class VisitSteps
{
    /// <summary>Check-ins and reports of which no visit tells.</summary>
    public static async IAsyncEnumerable<Breach> Missing(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var visits = patient.Db.Set<Visit>();
        var steps = patient.History
            .Where(row => (row.Fact == nameof(Reported) && !visits.Any(visit => visit.Order == row.Order && visit.Expert == row.Expert && visit.ReportedAt == row.At))
                || (row.Fact == nameof(CheckedIn) && !visits.Any(visit => visit.Order == row.Order && visit.Version == row.Version && visit.Expert == row.Expert)))
            .Select(row => new { row.Order, row.Version, row.Fact });
        await foreach (var step in steps.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(step.Order, stop), "Breach.VisitMissing", step.Version, step.Fact);
    }
}
