namespace Dispatch.Domain;

/// <summary>
/// The hours in which people in the field can be asked for an answer, by default 06:00–20:00 every day.
/// Limits count only these: an offer made at night does not run out before morning.
/// </summary>
public sealed record FieldHours
{
    /// <exception cref="ArgumentException">Closing is not after opening, or no day is left.</exception>
    public FieldHours(TimeOnly opening, TimeOnly closing, TimeZoneInfo zone, IReadOnlySet<DayOfWeek>? days = null)
    {
        if (closing <= opening) throw new ArgumentException($"Field hours close ({closing}) after they open ({opening}), on the same day.", nameof(closing));
        Opening = opening;
        Closing = closing;
        Zone = zone;
        Days = days ?? Enum.GetValues<DayOfWeek>().ToHashSet();
        if (Days.Count == 0) throw new ArgumentException("Field hours need at least one day.", nameof(days));
    }

    public TimeOnly Opening { get; }

    public TimeOnly Closing { get; }

    public TimeZoneInfo Zone { get; }

    public IReadOnlySet<DayOfWeek> Days { get; }

    /// <summary>The moment when <paramref name="span"/> of field time has passed since <paramref name="from"/>.</summary>
    public DateTimeOffset After(DateTimeOffset from, TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            var (start, end) = Hours(day, from);
            if (end - start >= span && end > start) return start + span;
            span -= end - start;
        }
    }

    /// <summary>The latest moment from which <paramref name="span"/> of field time has passed by <paramref name="to"/>: <see cref="After"/>, read backwards.</summary>
    public DateTimeOffset Before(DateTimeOffset to, TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        for (var day = DayOf(to); ; day = day.AddDays(-1))
        {
            var (start, end) = Hours(day, DateTimeOffset.MinValue);
            if (end > to) end = to;
            if (end <= start) continue;
            if (end - start >= span) return end - span;
            span -= end - start;
        }
    }

    /// <summary>How much field time lies between two moments; zero when they are the wrong way round.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        for (var day = DayOf(from); day <= DayOf(to); day = day.AddDays(1))
        {
            var (start, end) = Hours(day, from);
            if (end > to) end = to;
            if (end > start) sum += end - start;
        }
        return sum;
    }

    /// <summary>Whether people can be asked now.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var (start, end) = Hours(DayOf(at), at);
        return start == at && end > at;
    }

    /// <summary>This day's hours from <paramref name="from"/> on; empty when they are over or the day is free.</summary>
    private (DateTimeOffset Start, DateTimeOffset End) Hours(DateOnly day, DateTimeOffset from)
    {
        var end = At(day, Closing);
        if (!Days.Contains(day.DayOfWeek) || end <= from) return (from, from);
        var start = At(day, Opening);
        if (start < from) start = from;
        // When the clock is put forward, the opening may fall after the closing.
        return start < end ? (start, end) : (from, from);
    }

    /// <summary>When that day's hours begin.</summary>
    public DateTimeOffset OpeningOf(DateOnly day) => At(day, Opening);

    /// <summary>Which day it is there.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }
}
