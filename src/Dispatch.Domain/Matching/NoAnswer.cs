using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching;

/// <summary>Why nobody can have a seat. The first three last: waiting does not help, a clerk must decide.</summary>
public enum NoAnswerCode
{
    /// <summary>No active expert has all required skills at their levels.</summary>
    NobodyHasSkill,
    /// <summary>Those who have them don't go that far, don't speak the language, or are on the order already.</summary>
    NobodyQualified,
    /// <summary>All who qualify refused, or are on the order already.</summary>
    AllRefused,
    /// <summary>All who are left are on leave.</summary>
    AllOnLeave,
    /// <summary>All who are left are off duty or on leave.</summary>
    AllOffDuty,
    /// <summary>All who are left are full, off duty or on leave.</summary>
    AllFull,
    /// <summary>Somebody is free, but too dear yet; waiting brings them into reach.</summary>
    BeyondReach,
    /// <summary>In this batch, everyone in reach took seats that came first.</summary>
    ServedOthersFirst,
    /// <summary>Somebody may be free, but it is better off in line for an expert who is full: <see cref="NoAnswer.InLine"/>.</summary>
    InLine,
}

/// <summary>Nobody can have the seat: why, and what would change it. Plain values, for pages to put into words.</summary>
/// <param name="Code">How far the best of them got.</param>
/// <param name="SkilledAtAnyLevel">How many active experts have all required skills, at whatever level.</param>
/// <param name="Skilled">How many of these have them at the levels asked for.</param>
/// <param name="Failed">How many of the skilled each rule excluded, in the order of the rules; none are left out but the zeros.</param>
/// <param name="OnDutyFrom">When the first of those on leave or off duty is on duty; null when none is within <see cref="WhyNobody.Horizon"/>.</param>
/// <param name="InReachFrom">When waiting brings the first of those beyond reach into it; null when not within <see cref="WhyNobody.Horizon"/>.</param>
/// <param name="Full">Who has no capacity left (or has given it to seats that came first): any of them freed would do, if no other rule changes.</param>
public sealed record NoAnswer(
    NoAnswerCode Code,
    int SkilledAtAnyLevel,
    int Skilled,
    IReadOnlyList<FailedRule> Failed,
    DateTimeOffset? OnDutyFrom,
    DateTimeOffset? InReachFrom,
    IReadOnlyList<Guid> Full)
{
    /// <summary>When the first of the full is to be done with a seat, by what they said or were given; null when nobody is full or it was not looked up. A promise: the seat is free when it is reported on.</summary>
    public DateTimeOffset? FreeFrom { get; init; }

    /// <summary>For whom it stands in line; null when patience does not hold it.</summary>
    public InLine? InLine { get; init; }

    /// <summary>Waiting can't help.</summary>
    public bool Lasting => Code <= NoAnswerCode.AllRefused;

    /// <summary>What the clerk is told when it lasts; null while the seat stays waiting.</summary>
    public ClerkReason? Clerk => Code switch
    {
        NoAnswerCode.NobodyHasSkill or NoAnswerCode.NobodyQualified => ClerkReason.NobodyQualified,
        NoAnswerCode.AllRefused => ClerkReason.AllRefused,
        _ => null,
    };
}

/// <summary>A seat that stands in line for an expert who is full.</summary>
/// <param name="Expert">Who.</param>
/// <param name="Place">Its place in line, from 1; the older goes first.</param>
/// <param name="CostKm">What that costs: the soft rules' parts as when the expert has one seat free, and the line.</param>
/// <param name="Parts">Sum to the cost exactly.</param>
/// <param name="Until">From then on it goes to the best of those free.</param>
public sealed record InLine(Guid Expert, int Place, decimal CostKm, IReadOnlyList<CostPart> Parts, DateTimeOffset Until);

/// <summary>How many a rule excluded.</summary>
public sealed record FailedRule(Exclusion Rule, int Experts);
