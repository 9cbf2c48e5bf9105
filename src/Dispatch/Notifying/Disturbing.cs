using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;

namespace Dispatch.Notifying;

/// <summary>When a person may be disturbed: duty, leave, opening hours and the night are rules for notices too.</summary>
public sealed class Disturbing(Limits limits)
{
    /// <summary>How far ahead somebody's next hours are looked for.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    /// <summary>A farmer, in field hours; at once when it is urgent.</summary>
    public DateTimeOffset Farmer(DateTimeOffset now, bool urgent) => urgent ? now : limits.FieldHours.After(now, TimeSpan.Zero);

    /// <summary>An expert, when next on duty; at once when that would be too late to be of use.</summary>
    public DateTimeOffset Expert(DateTimeOffset now, Expert expert, DateTimeOffset? usefulUntil) =>
        expert.DutyWithin(now, usefulUntil ?? now + Ahead, limits.FieldHours.Zone)?.Start ?? (usefulUntil is null ? limits.FieldHours.After(now, TimeSpan.Zero) : now);

    /// <summary>A station's clerk, in the station's hours.</summary>
    public DateTimeOffset Clerk(DateTimeOffset now, Station station) =>
        station.Hours.FirstWithin(now, now + Ahead, limits.FieldHours.Zone)?.Start ?? limits.FieldHours.After(now, TimeSpan.Zero);
}
