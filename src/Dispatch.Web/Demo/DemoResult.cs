using Dispatch.Domain.Matching;
using Dispatch.Http;
using Dispatch.Web.Doctor;

namespace Dispatch.Web.Demo;

/// <summary>What the month came to. Read from the database, not counted along the way.</summary>
public sealed record DemoResult
{
    public required int Seed { get; init; }

    public required int Orders { get; init; }

    public required int Closed { get; init; }

    public required int Solved { get; init; }

    public required int PartlySolved { get; init; }

    public required int NotSolved { get; init; }

    public required int Unconfirmed { get; init; }

    public required int Cancelled { get; init; }

    public required int Answered { get; init; }

    public required int Open { get; init; }

    public required int Offers { get; init; }

    public required int Declined { get; init; }

    public required int Lapsed { get; init; }

    public required int HandedBack { get; init; }

    public required int LecturesHeld { get; init; }

    public required int PairingVisits { get; init; }

    /// <summary>From submission to the first acceptance of every seat, hours.</summary>
    public required Spread WaitingHours { get; init; }

    /// <summary>From the expert's base to the place, great circle, for each visit.</summary>
    public required Spread TravelKm { get; init; }

    /// <summary>The month's visits over the experts.</summary>
    public required LoadOverExperts Load { get; init; }

    /// <summary>Those with too few experts first.</summary>
    public required IReadOnlyList<SkillMonth> Skills { get; init; }

    public required LedgerCounts Ledger { get; init; }

    public required DoctorResult Doctor { get; init; }

    public required double WallSeconds { get; init; }

    public required MachineUse Machine { get; init; }
}

/// <summary>What the run took of the machine; with the seconds, all that differs between two runs of one seed.</summary>
public sealed record MachineUse(double PeakMemoryMb);

/// <summary>The middle and the 95th percentile.</summary>
public sealed record Spread(double P50, double P95)
{
    /// <summary>Of nothing, zeros.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(At(sorted, 0.50), At(sorted, 0.95));
    }

    /// <summary>Nearest rank.</summary>
    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}

/// <summary>What was asked of a skill, who has it, and how long it took.</summary>
/// <param name="Demand">As "dispatch load" counts it.</param>
/// <param name="WaitingP95">Hours to the first acceptance of every seat.</param>
public sealed record SkillMonth(SkillDemand Demand, double WaitingP95);

/// <summary>The ledger's own totals.</summary>
public sealed record LedgerCounts(long ProblemsSolved, long LecturesHeld, long PairingVisits, long ConsultationsAnswered, string Head);

/// <summary>Whether every promise holds.</summary>
public sealed record DoctorResult(bool Ok, IReadOnlyList<string> Findings)
{
    public static DoctorResult Of(IReadOnlyList<Diagnosis> found) =>
        new(found.All(diagnosis => diagnosis.Holds), [.. found.SelectMany(diagnosis => diagnosis.Breaches.Select(breach => $"{diagnosis.Number}. {breach.In(Language.English)}"))]);
}
