using Dispatch.Domain.Experts;

namespace Dispatch.Web.Pages;

/// <summary>Whether an expert can be asked now.</summary>
/// <param name="State">On duty, off duty or on leave.</param>
/// <param name="Until">Until when; of who is off duty, when they are next.</param>
public sealed record Duty(DutyState State, DateTimeOffset? Until)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    public static Duty Of(Expert expert, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (expert.OnLeave(now)) return new Duty(DutyState.OnLeave, expert.Leaves.Where(leave => leave.Covers(now)).Max(leave => leave.To));
        var next = expert.DutyWithin(now, now + Ahead, zone);
        return next is { } duty && duty.Start <= now ? new Duty(DutyState.On, duty.End) : new Duty(DutyState.Off, next?.Start);
    }
}

/// <summary>On duty, off duty, or on leave.</summary>
public enum DutyState { On, Off, OnLeave }
