using System.Collections.Immutable;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Domain.Matching;

/// <summary>One open seat, as matching sees it.</summary>
public sealed record Need
{
    /// <summary>An array, because the rules read it for everybody they are asked about.</summary>
    private readonly SkillLevel[] skills = [];

    public required OrderId Order { get; init; }

    /// <summary>The seat's number within its order, from 1.</summary>
    public required int Seat { get; init; }

    /// <summary>All of these, at these levels or better; at least one.</summary>
    public required IReadOnlyList<SkillLevel> Skills { get => skills; init => skills = value as SkillLevel[] ?? [.. value]; }

    public required Place Place { get; init; }

    public required Urgency Urgency { get; init; }

    /// <summary>When the order first became ready for matching; age counts from here.</summary>
    public required DateTimeOffset QueuedSince { get; init; }

    /// <summary>Until when an offer made now can be answered; the expert must be on duty before.</summary>
    public required DateTimeOffset AnswerBy { get; init; }

    /// <summary>BCP 47 code of the language the farmer asked for.</summary>
    public string Language { get; init; } = "zh";

    /// <summary>The crop or animal, as the lexicon names it.</summary>
    public string? Crop { get; init; }

    /// <summary>For a visit on a plan: when; the expert must not be on leave then.</summary>
    public DateTimeOffset? PlannedFor { get; init; }

    /// <summary>Who is not asked again for this order: they refused it, let an offer of it lapse, or a clerk took it back from them.</summary>
    public ImmutableArray<ExpertId> Refused { get; init; } = [];

    /// <summary>Who holds another seat of this order: one person, one seat.</summary>
    public ImmutableArray<ExpertId> AlreadyOnOrder { get; init; } = [];

    /// <summary>Experts paired with this farmer or village today: they cost less by the pairing bonus.</summary>
    public ImmutableArray<ExpertId> PairedWith { get; init; } = [];

    /// <summary>The expert the farmer asked for by name, if any.</summary>
    public ExpertId? AskedFor { get; init; }

    /// <summary>The expert the visit was planned with, if nobody else may have the seat; however far they have to go.</summary>
    public ExpertId? HeldFor { get; init; }

    internal ReadOnlySpan<SkillLevel> Asked => skills;

    /// <summary>Whether the skill is among those required, at whatever level.</summary>
    public bool Asks(Skill skill)
    {
        foreach (var asked in skills)
            if (asked.Skill == skill) return true;
        return false;
    }
}

/// <summary>An expert as matching sees them now: the expert, and the seats held at this moment.</summary>
public readonly record struct Candidate(Expert Expert, int OpenSeats)
{
    public int FreeSeats => Expert.Capacity - OpenSeats;

    /// <summary>The share of the capacity that is taken.</summary>
    public double Load => (double)OpenSeats / Expert.Capacity;
}
