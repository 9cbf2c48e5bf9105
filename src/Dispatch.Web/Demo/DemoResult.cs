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

    /// <summary>Seats taken per expert; the Gini coefficient is 0 when all have the same.</summary>
    public required LoadOverExperts Load { get; init; }

    /// <summary>Busiest first.</summary>
    public required IReadOnlyList<SkillDemand> Skills { get; init; }

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

/// <summary>How evenly work fell.</summary>
public sealed record LoadOverExperts(int Experts, double P50, double Most, double Gini)
{
    public static LoadOverExperts Of(IReadOnlyCollection<int> seats)
    {
        var sorted = seats.Order().ToArray();
        double sum = sorted.Sum(), weighted = sorted.Select((seats, i) => (double)(i + 1) * seats).Sum();
        var gini = sum == 0 ? 0 : (2 * weighted / (sorted.Length * sum)) - ((sorted.Length + 1.0) / sorted.Length);
        return new LoadOverExperts(sorted.Length, sorted[sorted.Length / 2], sorted[^1], Math.Round(gini, 3));
    }
}

/// <summary>What was asked of a skill and who has it.</summary>
/// <param name="Skill">The skill.</param>
/// <param name="Seats">Seats that needed it.</param>
/// <param name="Experts">Experts who have it.</param>
/// <param name="SeatsPerExpert">The one by the other.</param>
/// <param name="WaitingP95">Hours to acceptance.</param>
/// <param name="LeftToClerks">Orders that ended without an expert's help, or are with a clerk.</param>
/// <param name="Short">Whether it has too few experts: its orders wait clearly longer than those of all skills together, or go to clerks.</param>
public sealed record SkillDemand(string Skill, int Seats, int Experts, double SeatsPerExpert, double WaitingP95, int LeftToClerks, bool Short);

/// <summary>The ledger's own totals.</summary>
public sealed record LedgerCounts(long ProblemsSolved, long LecturesHeld, long PairingVisits, long ConsultationsAnswered, string Head);

/// <summary>Whether every promise holds.</summary>
public sealed record DoctorResult(bool Ok, IReadOnlyList<string> Findings)
{
    public static DoctorResult Of(IReadOnlyList<Diagnosis> found) =>
        new(found.All(diagnosis => diagnosis.Holds), [.. found.SelectMany(diagnosis => diagnosis.Breaches.Select(breach => $"{diagnosis.Number}. {breach.In(Language.English)}"))]);
}
