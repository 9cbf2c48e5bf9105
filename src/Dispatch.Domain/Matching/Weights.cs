using System.Runtime.CompilerServices;
using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching;

/// <summary>
/// What the soft rules weigh, all in kilometres, so that every weight reads "as good as coming from so much nearer".
/// The defaults suit a district about 60 km across. Each is finite, not negative and at most <see cref="Most"/>.
/// </summary>
/// <exception cref="ArgumentOutOfRangeException">A weight is not a number or out of range; it is named.</exception>
public sealed record Weights
{
    /// <summary>The largest weight that makes sense; more is a slip of the pen. Keeps sums of metres within 64 bits.</summary>
    public const double Most = 10_000;

    /// <summary>What a full load would cost, km: the cost is LoadKm × open seats / capacity.</summary>
    public double LoadKm { get; init => field = Checked(value); } = 15;

    /// <summary>What a pairing with the farmer or village is worth, km: first refusal.</summary>
    public double PairingBonusKm { get; init => field = Checked(value); } = 20;

    /// <summary>What being asked for by name is worth, km.</summary>
    public double AskedForBonusKm { get; init => field = Checked(value); } = 25;

    /// <summary>What it costs not to know the crop, km, when the need names one.</summary>
    public double CropKm { get; init => field = Checked(value); } = 8;

    /// <summary>What it costs to send the only holder of a skill to work that doesn't need it, km; one of n holders costs an n-th.</summary>
    public double ScarcityKm { get; init => field = Checked(value); } = 10;

    /// <summary>What each hour of waiting is worth, km: it makes far experts acceptable.</summary>
    public double AgeKmPerHour { get; init => field = Checked(value); } = 1;

    /// <summary>What a pair may cost, waiting credited, km; dearer ones are not offered yet. Urgent needs are always within reach.</summary>
    public double ReachKm { get; init => field = Checked(value); } = 40;

    /// <summary>What it costs to stand in line for an expert who is full, km: LineKm × place in line / capacity, on top of the load with one seat free.</summary>
    public double LineKm { get; init => field = Checked(value); } = 100;

    /// <summary>How long a seat that is not urgent may stand in line for somebody better while others are free, in hours since it waits. 0, the default, for not at all: then the oldest is passed over for nobody, not even for its own good.</summary>
    public double PatienceHours { get; init => field = Checked(value); }

    /// <summary>How much older an urgent need counts than it is, in hours.</summary>
    public double UrgentAheadHours { get; init => field = Checked(value); } = 24;

    /// <summary>How much younger a need without urgency counts than it is, in hours.</summary>
    public double LowBehindHours { get; init => field = Checked(value); } = 24;

    /// <summary>Who is served first, as ticks: the lowest. Urgent orders count as older than they are, those that can wait as younger.</summary>
    public long TurnOf(DateTimeOffset queuedSince, Urgency urgency) => queuedSince.UtcTicks - urgency switch
    {
        Urgency.Urgent => TimeSpan.FromHours(UrgentAheadHours).Ticks,
        Urgency.Low => -TimeSpan.FromHours(LowBehindHours).Ticks,
        _ => 0,
    };

    private static double Checked(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= Most ? value : throw new ArgumentOutOfRangeException(name, value, $"A weight lies between 0 and {Most}.");
}
