namespace Dispatch.Domain.Experts;

/// <summary>A visit that is still to be made.</summary>
/// <param name="Name">What it is known by.</param>
/// <param name="Place">Where; null where nobody knows.</param>
/// <param name="Promised">When the expert said they would come; null when they may come at any time.</param>
/// <param name="IsThere">Whether the expert is there now.</param>
public sealed record ToVisit(string Name, Place? Place, DateTimeOffset? Promised, bool IsThere = false);

/// <summary>A visit in its turn.</summary>
/// <param name="Visit">Which.</param>
/// <param name="Km">As the crow flies from the one before, or from the base; null where a place is not known.</param>
public sealed record Leg(ToVisit Visit, double? Km);

/// <summary>
/// A day's visits, in the order in which to drive. Those that were promised for a time keep their times. From wherever
/// one is, the nearest of the others comes next, if there is time for it before the next promise. It is nobody's shortest
/// way, but one that the expert would think of too.
/// </summary>
public sealed record Round(DateOnly Day, IReadOnlyList<Leg> Legs)
{
    /// <summary>On roads, for a way as the crow flies; a guess on the careful side.</summary>
    private const double KmPerHour = 30;

    private static readonly TimeSpan AtAVisit = TimeSpan.FromHours(1);

    /// <summary>By day: today's, with all that has no time or whose time has passed, and then the next ones.</summary>
    /// <param name="start">The expert's base.</param>
    /// <param name="visits">All that are to be made.</param>
    /// <param name="now">The time.</param>
    /// <param name="hours">When people can be visited; a day that is to come begins with them.</param>
    public static IReadOnlyList<Round> Plan(Place start, IEnumerable<ToVisit> visits, DateTimeOffset now, FieldHours hours)
    {
        var today = hours.DayOf(now);
        return [.. visits.GroupBy(visit => visit.Promised is { } at && !visit.IsThere && hours.DayOf(at) > today ? hours.DayOf(at) : today).OrderBy(day => day.Key)
            .Select(day => new Round(day.Key, Order(start, day, day.Key == today ? now : hours.OpeningOf(day.Key))))];
    }

    private static List<Leg> Order(Place start, IEnumerable<ToVisit> visits, DateTimeOffset clock)
    {
        var left = visits.OrderByDescending(visit => visit.IsThere).ThenBy(visit => visit.Promised).ThenBy(visit => visit.Name, StringComparer.Ordinal).ToList();
        var (legs, here) = (new List<Leg>(), start);
        while (left.Count > 0)
        {
            var next = Next(left, here, clock);
            left.Remove(next);
            legs.Add(new Leg(next, Km(here, next)));
            clock = Done(next, here, clock);
            here = next.Place ?? here;
        }
        return legs;
    }

    /// <summary>Where one is; else the nearest for which there is time; else the one that was promised first.</summary>
    private static ToVisit Next(List<ToVisit> left, Place here, DateTimeOffset clock)
    {
        if (left.Find(visit => visit.IsThere) is { } present) return present;
        var promise = left.Where(visit => visit.Promised is not null).MinBy(visit => visit.Promised);
        return left.Where(visit => visit.Promised is null && LeavesTime(visit, promise, here, clock)).MinBy(visit => Km(here, visit) ?? double.MaxValue) ?? promise!;
    }

    private static bool LeavesTime(ToVisit visit, ToVisit? promise, Place here, DateTimeOffset clock) =>
        promise is null || Done(visit, here, clock) + Way(Km(visit.Place ?? here, promise)) <= promise.Promised;

    private static DateTimeOffset Done(ToVisit visit, Place here, DateTimeOffset clock)
    {
        var there = clock + Way(Km(here, visit));
        return (visit.Promised > there ? visit.Promised.Value : there) + AtAVisit;
    }

    private static TimeSpan Way(double? km) => TimeSpan.FromHours((km ?? 0) / KmPerHour);

    private static double? Km(Place here, ToVisit visit) => visit.Place is { } there ? here.KmTo(there) : null;
}
