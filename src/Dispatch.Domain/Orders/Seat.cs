using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Orders;

/// <summary>One expert's part in an order (席位). A seat has one holder at most.</summary>
public sealed class Seat
{
    public required OrderId Order { get; init; }

    /// <summary>From 1; never used again within the order.</summary>
    public required int Number { get; init; }

    /// <summary>What the holder must be able to do; at least one.</summary>
    public required IReadOnlyList<SkillLevel> Needs { get; init; }

    public SeatState State { get; internal set; } = SeatState.Open;

    /// <summary>Who is asked, holds it, or has reported.</summary>
    public ExpertId? Expert { get; internal set; }

    /// <summary>Since when it has been open.</summary>
    public required DateTimeOffset OpenSince { get; set; }

    /// <summary>Until when the expert asked may answer.</summary>
    public DateTimeOffset? AnswerBy { get; internal set; }

    /// <summary>When the expert said they would come.</summary>
    public DateTimeOffset? ComesAt { get; internal set; }

    /// <summary>By when the visit was promised.</summary>
    public DateTimeOffset? VisitBy { get; internal set; }

    public DateTimeOffset? ArrivedAt { get; internal set; }

    public DateTimeOffset? ReportedAt { get; internal set; }

    internal void Release(DateTimeOffset at)
    {
        State = SeatState.Open;
        Expert = null;
        OpenSince = at;
        AnswerBy = ComesAt = VisitBy = ArrivedAt = ReportedAt = null;
    }
}
