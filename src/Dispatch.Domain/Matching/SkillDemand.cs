namespace Dispatch.Domain.Matching;

/// <summary>What was asked of a skill in a period, and who can answer it. A seat that needs several skills counts for each.</summary>
public sealed record SkillDemand
{
    public required Skill Skill { get; init; }

    /// <summary>How many active experts hold it, at any level.</summary>
    public required int Experts { get; init; }

    /// <summary>How many of them hold it at this level, each at one.</summary>
    public required int Junior { get; init; }

    /// <inheritdoc cref="Junior"/>
    public required int Intermediate { get; init; }

    /// <inheritdoc cref="Junior"/>
    public required int Senior { get; init; }

    /// <summary>How many seats the active experts who hold it can hold at once, of whatever skill.</summary>
    public required int Capacity { get; init; }

    /// <summary>Orders that asked for it and came in within the period.</summary>
    public required int Orders { get; init; }

    /// <summary>Seats of these orders that need it.</summary>
    public required int Seats { get; init; }

    /// <summary>Seats, of whatever period, for which nobody is asked and which nobody holds now.</summary>
    public required int Waiting { get; init; }

    /// <summary>How many orders these are of.</summary>
    public required int WaitingOrders { get; init; }

    /// <summary>Seats, of whatever period, for which somebody is asked or which somebody holds now.</summary>
    public required int Held { get; init; }

    /// <summary>How often experts declined these seats, let an offer lapse, or handed one back.</summary>
    public required int Refusals { get; init; }

    /// <summary>How many of these orders went to a clerk because nobody could be asked, or had to wait too long.</summary>
    public required int LeftToClerks { get; init; }

    /// <summary>How long a seat of it keeps its expert, from the offer to the report: the mean over the seats reported on in the period, days; null when there was none.</summary>
    public required double? DaysHeld { get; init; }

    /// <summary>The levels asked for at which it has too few experts, the lowest first.</summary>
    public required IReadOnlyList<TooFew> TooFew { get; init; }

    /// <summary>Every skill: first those with too few experts, then the others, each time the most asked for first.</summary>
    /// <param name="roster">The experts.</param>
    /// <param name="asked">The seats of the orders that came in within the period or are not closed.</param>
    /// <param name="served">The seats that were reported on within the period.</param>
    /// <param name="period">How long it was.</param>
    public static IReadOnlyList<SkillDemand> Of(Roster roster, IReadOnlyCollection<SeatAsked> asked, IReadOnlyCollection<SeatServed> served, TimeSpan period) =>
    [
        .. Enum.GetValues<Skill>().Select(skill => Of(skill, new Holders(roster, skill), asked, DaysOf(skill, served), period))
            .OrderByDescending(demand => demand.TooFew.Count > 0).ThenByDescending(demand => demand.Seats),
    ];

    private static SkillDemand Of(Skill skill, Holders holders, IReadOnlyCollection<SeatAsked> asked, double? daysHeld, TimeSpan period)
    {
        var needing = asked.Where(seat => seat.LevelOf(skill) is not null).ToList();
        var came = needing.FindAll(seat => seat.CameIn);
        return new SkillDemand
        {
            Skill = skill,
            Experts = holders.From(Level.Junior).Experts,
            Junior = holders.At(Level.Junior).Experts,
            Intermediate = holders.At(Level.Intermediate).Experts,
            Senior = holders.At(Level.Senior).Experts,
            Capacity = holders.From(Level.Junior).Capacity,
            Orders = OrdersOf(came),
            Seats = came.Count,
            Waiting = needing.Count(seat => seat.Waits),
            WaitingOrders = OrdersOf(needing.Where(seat => seat.Waits)),
            Held = needing.Count(seat => seat.IsHeld),
            Refusals = came.Sum(seat => seat.Refusals),
            LeftToClerks = OrdersOf(came.Where(seat => seat.LeftToClerk)),
            DaysHeld = daysHeld,
            TooFew = [.. Enum.GetValues<Level>().Where(level => came.Exists(seat => seat.LevelOf(skill) == level)).Select(level => At(level)).OfType<TooFew>()],
        };

        // Who asks for a level can be served by a better one, and by nobody below: so demand from a level up meets the experts from it up.
        TooFew? At(Level level)
        {
            var (experts, capacity) = holders.From(level);
            var seats = came.FindAll(seat => seat.LevelOf(skill) >= level);
            var atOnce = seats.Count * daysHeld / period.TotalDays;
            return Matching.TooFew.Judge(experts, capacity, seats.Count, atOnce) is { } because ? new TooFew(level, because, experts, capacity, OrdersOf(seats), seats.Count, atOnce) : null;
        }
    }

    private static int OrdersOf(IEnumerable<SeatAsked> seats) => seats.Select(seat => seat.Order).Distinct().Count();

    private static double? DaysOf(Skill skill, IEnumerable<SeatServed> served) =>
        served.Where(seat => seat.Needs.Any(need => need.Skill == skill)).Average(seat => (double?)seat.Held.TotalDays);

    /// <summary>The active experts who hold one skill, and what they can hold at once, by level.</summary>
    private sealed class Holders
    {
        private readonly (int Experts, int Capacity)[] at = new (int, int)[(int)Level.Senior + 1];

        public Holders(Roster roster, Skill skill)
        {
            foreach (var candidate in roster.Candidates)
            {
                if (!candidate.Expert.Active || candidate.Expert.LevelIn(skill) is not { } level) continue;
                ref var holders = ref at[(int)level];
                holders = (holders.Experts + 1, holders.Capacity + candidate.Expert.Capacity);
            }
        }

        public (int Experts, int Capacity) At(Level level) => at[(int)level];

        public (int Experts, int Capacity) From(Level level)
        {
            var (experts, capacity) = (0, 0);
            for (var held = level; held <= Level.Senior; held++) (experts, capacity) = (experts + At(held).Experts, capacity + At(held).Capacity);
            return (experts, capacity);
        }
    }
}
