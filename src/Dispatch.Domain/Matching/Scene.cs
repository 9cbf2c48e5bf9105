using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>Whether an expert can be reached at work before an answer is due.</summary>
public enum Presence { OnDuty, OnLeave, OffDuty }

/// <summary>
/// All a match depends on besides the need: the moment, the district's time zone, the weights and the roster.
/// Remembers who is on duty and what it last measured, so one scene serves one round on one thread.
/// </summary>
public sealed class Scene(DateTimeOffset now, TimeZoneInfo zone, Weights weights, Roster roster)
{
    private readonly Dictionary<(Expert, DateTimeOffset Until), Presence> presences = [];

    /// <summary>Of those who have planned no leave: the same hours, the same presence.</summary>
    private readonly Dictionary<(WeeklyHours, DateTimeOffset Until), Presence> ordinary = [];

    private readonly Dictionary<DateTimeOffset, (ulong Bits, int Known)> duties = [];
    private (Need? Need, Expert? Expert, double Km) measured;
    private (WeeklyHours? Hours, DateTimeOffset Until, Presence Presence) last;

    public DateTimeOffset Now => now;

    public TimeZoneInfo Zone => zone;

    public Weights Weights => weights;

    public Roster Roster => roster;

    /// <summary>From the expert's base to the need's place, km. Two rules ask, one after the other; it is worked out once.</summary>
    public double Km(Need need, Expert expert)
    {
        if (!ReferenceEquals(measured.Need, need) || !ReferenceEquals(measured.Expert, expert)) measured = (need, expert, expert.Base.KmTo(need.Place));
        return measured.Km;
    }

    /// <summary>
    /// On leave when leave takes every hour of duty until then, or holds at both ends; off duty when the weekly hours have none.
    /// </summary>
    public Presence PresenceOf(Expert expert, DateTimeOffset answerBy)
    {
        if (expert.Leaves.Count > 0) return Remembered(presences, (expert, answerBy), expert);
        // Most keep the same hours, and two rules ask.
        if (last.Until != answerBy || !expert.Hours.Equals(last.Hours)) last = (expert.Hours, answerBy, Remembered(ordinary, (expert.Hours, answerBy), expert));
        return last.Presence;
    }

    /// <summary>Which of the weekly hours have any until then, by their number; the bit of those without a number always.</summary>
    internal ulong OnDuty(DateTimeOffset answerBy, Glossary<WeeklyHours> hours)
    {
        var numbers = hours.Numbers;
        if (duties.TryGetValue(answerBy, out var duty) && duty.Known == numbers.Count) return duty.Bits;
        var bits = hours.Rest;
        foreach (var (weekly, number) in numbers)
            if (weekly.FirstWithin(now, answerBy, zone) is not null) bits |= 1UL << number;
        duties[answerBy] = (bits, numbers.Count);
        return bits;
    }

    /// <summary>Hours the need has waited; zero when it was queued after this scene's moment.</summary>
    public double HoursWaited(Need need) => Math.Max(0, (now - need.QueuedSince).TotalHours);

    private Presence Remembered<TWho>(Dictionary<(TWho, DateTimeOffset Until), Presence> known, (TWho Who, DateTimeOffset Until) asked, Expert expert)
    {
        if (!known.TryGetValue(asked, out var presence)) known[asked] = presence = Look(expert, asked.Until);
        return presence;
    }

    private Presence Look(Expert expert, DateTimeOffset answerBy)
    {
        if (expert.DutyWithin(now, answerBy, zone) is not null) return Presence.OnDuty;
        var away = expert.Hours.FirstWithin(now, answerBy, zone) is not null || (expert.OnLeave(now) && expert.OnLeave(answerBy));
        return away ? Presence.OnLeave : Presence.OffDuty;
    }
}
