using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching;

/// <summary>A seat as demand is counted by it: of an order that came in within the period, or that is not closed.</summary>
public sealed record SeatAsked
{
    public required OrderId Order { get; init; }

    /// <summary>All of these, at these levels or better.</summary>
    public required IReadOnlyList<SkillLevel> Needs { get; init; }

    /// <summary>Whether its order came in within the period.</summary>
    public required bool CameIn { get; init; }

    /// <summary>Whether nobody is asked for it or holds it now, and its order is not closed.</summary>
    public required bool Waits { get; init; }

    /// <summary>Whether somebody is asked for it or holds it now, and has not reported.</summary>
    public bool IsHeld { get; init; }

    /// <summary>How many experts declined it, let the offer lapse, or handed it back.</summary>
    public required int Refusals { get; init; }

    /// <summary>Whether its order went to a clerk because nobody could be asked, or had to wait too long.</summary>
    public required bool LeftToClerk { get; init; }

    /// <summary>The level at which it needs the skill, or null when it does not.</summary>
    public Level? LevelOf(Skill skill)
    {
        foreach (var need in Needs)
            if (need.Skill == skill) return need.Level;
        return null;
    }
}

/// <summary>A seat that was reported on within the period.</summary>
/// <param name="Needs">As <see cref="SeatAsked.Needs"/>.</param>
/// <param name="Held">From the offer that was accepted to the report: so long it took a place of its expert's capacity.</param>
public sealed record SeatServed(IReadOnlyList<SkillLevel> Needs, TimeSpan Held);
