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

    /// <summary>Visits that no step began, and second ones with the report of the first.</summary>
    public static async IAsyncEnumerable<Breach> Twice(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var (visits, steps) = (patient.Db.Set<Visit>(), patient.Db.Set<HistoryRow>());
        var spare = patient.Visits
            .Where(visit => !steps.Any(row => row.Order == visit.Order && row.Version == visit.Version && row.Expert == visit.Expert
                    && ((row.Fact == nameof(CheckedIn) && row.At == visit.ArrivedAt) || (row.Fact == nameof(Reported) && row.At == visit.ReportedAt)))
                || (visit.ReportedAt != null && visits.Any(other => other.Order == visit.Order && other.Expert == visit.Expert && other.ReportedAt == visit.ReportedAt && other.Version < visit.Version)))
            .Select(visit => new { visit.Order, visit.Version, visit.Expert });
        await foreach (var visit in spare.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(visit.Order, stop), "Breach.VisitTwice", await patient.NameOf(visit.Expert, stop), visit.Version);
    }

    /// <summary>Check-ins and reports of an expert who has said the same before and has taken no seat of the order since.</summary>
    public static async IAsyncEnumerable<Breach> Again(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var steps = patient.Db.Set<HistoryRow>();
        var again = patient.History
            .Where(row => (row.Fact == nameof(Reported) || row.Fact == nameof(CheckedIn))
                && steps.Any(before => before.Order == row.Order && before.Version < row.Version && before.Expert == row.Expert && before.Fact == row.Fact
                    && !steps.Any(taken => taken.Order == row.Order && taken.Version > before.Version && taken.Version < row.Version && taken.Expert == row.Expert && taken.Fact == nameof(Accepted))))
            .Select(row => new { row.Order, row.Version, row.Fact });
        await foreach (var step in again.AsAsyncEnumerable().WithCancellation(stop))
            yield return new Breach(await patient.NameOf(step.Order, stop), "Breach.SaidAgain", step.Version, step.Fact);
    }
}
