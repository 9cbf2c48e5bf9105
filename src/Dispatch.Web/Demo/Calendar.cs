using Dispatch.Domain;

namespace Dispatch.Web.Demo;

/// <summary>The simulated month: its days, its field hours, and the time it is.</summary>
internal sealed class Calendar(SimulatedClock clock, FieldHours hours, DateOnly first, int days)
{
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    public DateOnly First => first;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateTimeOffset Start => At(first, TimeOnly.MinValue);

    public DateTimeOffset End => At(first.AddDays(days), TimeOnly.MinValue);

    /// <summary>Every half hour of every day's field hours, each with the number of the day.</summary>
    public IEnumerable<(int Day, DateTimeOffset At)> Steps()
    {
        for (var day = 0; day < days; day++)
            for (var at = At(first.AddDays(day), hours.Opening); at <= At(first.AddDays(day), hours.Closing); at += Step)
                yield return (day, at);
    }

    /// <summary>The moment when this share of the month's field hours is over.</summary>
    public DateTimeOffset SomeTime(double share) => hours.After(Start, share * days * (hours.Closing - hours.Opening));

    /// <summary>This moment, or the next at which the field is open.</summary>
    public DateTimeOffset Open(DateTimeOffset at) => hours.After(at, TimeSpan.FromMinutes(1));

    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, hours.Zone.GetUtcOffset(local));
    }
}
