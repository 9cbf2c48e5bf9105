using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Matching;

/// <summary>Whether an expert can be reached at work before an answer is due.</summary>
public enum Presence { OnDuty, OnLeave, OffDuty }

/// <summary>
/// All a match depends on besides the need: the moment, the district's time zone, the weights and the roster.
/// Remembers who is on duty, so one scene serves one round on one thread.
/// </summary>
public sealed class Scene(DateTimeOffset now, TimeZoneInfo zone, Weights weights, Roster roster)
{
    private readonly Dictionary<(ExpertId, DateTimeOffset), Presence> presences = [];

    public DateTimeOffset Now => now;

    public TimeZoneInfo Zone => zone;

    public Weights Weights => weights;

    public Roster Roster => roster;

    /// <summary>
    /// On leave when leave takes every hour of duty until then, or holds at both ends; off duty when the weekly hours have none.
    /// </summary>
    public Presence PresenceOf(Expert expert, DateTimeOffset answerBy)
    {
        if (!presences.TryGetValue((expert.Id, answerBy), out var presence))
            presences[(expert.Id, answerBy)] = presence = Look(expert, answerBy);
        return presence;
    }

    /// <summary>Hours the need has waited; zero when it was queued after this scene's moment.</summary>
    public double HoursWaited(Need need) => Math.Max(0, (now - need.QueuedSince).TotalHours);

    private Presence Look(Expert expert, DateTimeOffset answerBy)
    {
        if (expert.DutyWithin(now, answerBy, zone) is not null) return Presence.OnDuty;
        var away = expert.Hours.FirstWithin(now, answerBy, zone) is not null || (expert.OnLeave(now) && expert.OnLeave(answerBy));
        return away ? Presence.OnLeave : Presence.OffDuty;
    }
}
