using Dispatch.Domain;
using Dispatch.Domain.Orders;

namespace Dispatch.Orders;

/// <summary>An order as its people see it. Who comes is told from acceptance on, the farmer's phone only to those who must call.</summary>
public sealed record OrderView
{
    public required string Tracking { get; init; }

    public required State State { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>Why a clerk must decide, while one must.</summary>
    public ClerkReason? Reason { get; init; }

    public required Mode Mode { get; init; }

    public required Urgency Urgency { get; init; }

    public required string Difficulty { get; init; }

    public string? Crop { get; init; }

    public string? Town { get; init; }

    public string? Village { get; init; }

    public string? Whereabouts { get; init; }

    public string? FarmerName { get; init; }

    public string? FarmerPhone { get; init; }

    /// <summary>Code of the station in charge.</summary>
    public string? Station { get; init; }

    /// <summary>Code of the expert asked for by name, or sent on a plan.</summary>
    public string? AskedFor { get; init; }

    /// <summary>For a visit on a plan: when.</summary>
    public DateTimeOffset? PlannedFor { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the present state's limit passes.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>While it goes on under another order: that one's number, for those who work on it.</summary>
    public string? MergedInto { get; init; }

    /// <summary>While it goes on under another order: where that one stands, in the end, and who comes.</summary>
    public GoesOnView? GoesOn { get; init; }

    /// <summary>Orders that go on under this one, for those who work on it.</summary>
    public required IReadOnlyList<MergedView> Merged { get; init; }

    public required IReadOnlyList<SeatView> Seats { get; init; }

    public required IReadOnlyList<string> Photos { get; init; }

    /// <summary>Every visit and what was found and advised, oldest first.</summary>
    public required IReadOnlyList<VisitView> Visits { get; init; }

    /// <summary>Every step, oldest first.</summary>
    public required IReadOnlyList<StepView> History { get; init; }
}

/// <summary>How far the order is under which another goes on, without what is its farmer's.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Coming">Who is on the way, or there.</param>
public sealed record GoesOnView(State State, Outcome? Outcome, IReadOnlyList<ComingView> Coming);

/// <summary>Who comes, and when they said.</summary>
public sealed record ComingView(string? ExpertName, DateTimeOffset? ComesAt, DateTimeOffset? VisitBy);

/// <summary>An order that goes on under another: what was said and where it is; whom to call, for those who must.</summary>
public sealed record MergedView(string Tracking, string Difficulty, string? VillageCode, string? Whereabouts, string? FarmerName, string? FarmerPhone);

/// <summary>A seat: what it needs, and who has it.</summary>
public sealed record SeatView(int Number, IReadOnlyList<string> Needs, SeatState State, string? ExpertCode, string? ExpertName, string? ExpertPhone, DateTimeOffset? AnswerBy, DateTimeOffset? ComesAt);

/// <summary>A step of an order: what, when, by which role, why; who did it and which expert it is about, for those who work on it; and photos of how it went.</summary>
public sealed record StepView(DateTimeOffset At, string Fact, State To, Role By, string? Why, string? Who, string? ExpertCode, string? ExpertName, IReadOnlyList<string> Photos);

/// <summary>A visit: who was there and when, by our clock and by the phone's; and the report, once there is one.</summary>
public sealed record VisitView(
    string? ExpertCode, string? ExpertName, DateTimeOffset? ArrivedAt, DateTimeOffset? ArrivedAtByDevice, DateTimeOffset? ReportedAt, DateTimeOffset? ReportedAtByDevice,
    string? Findings, string? Advice, Outcome? ExpertsView, IReadOnlyList<string> Photos);
