using Dispatch.Http;

namespace Dispatch.Matching;

/// <summary>The time in which demand is counted: whole months, as far as they have passed. It begins 30 days before its end where nobody says when.</summary>
/// <param name="From">Its begin.</param>
/// <param name="Before">What happened from here on is not in it.</param>
/// <param name="Now">Later has not happened yet.</param>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset Before, DateTimeOffset Now)
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    /// <summary>Its end, as far as it has passed.</summary>
    public DateTimeOffset To => Before < Now ? Before : Now;

    public TimeSpan Length => To - From;

    /// <param name="from">The first month, "2026-01", or nothing.</param>
    /// <param name="to">The last month, included, or nothing.</param>
    /// <param name="zone">The district's.</param>
    /// <param name="now">As of when.</param>
    /// <exception cref="BadInput">Names the field that is no month, a period that ends before it starts, or one that has not begun yet.</exception>
    public static Period Read(string? from, string? to, TimeZoneInfo zone, DateTimeOffset now)
    {
        var months = Months.Read(from, to);
        var open = new Period(months.Start(zone), months.End(zone), now);
        var period = months.From is null ? open with { From = open.To - Usual } : open;
        return period.Length > TimeSpan.Zero ? period : throw new BadInput("from", "NotBegunYet", from!);
    }
}
