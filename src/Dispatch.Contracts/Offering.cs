namespace Dispatch.Contracts;

/// <summary>An expert is asked to take a seat of an order.</summary>
public sealed record OfferMade
{
    public required Guid OrderId { get; init; }

    public required int Seat { get; init; }

    public required Guid ExpertId { get; init; }

    public required Guid OfferId { get; init; }

    public required DateTimeOffset AnswerBy { get; init; }
}

/// <summary>An expert has taken a seat of an order. Said once per seat and expert.</summary>
public sealed record OfferAccepted
{
    public required Guid OrderId { get; init; }

    public required Guid ExpertId { get; init; }
}

/// <summary>A seat has become open again: the expert said no, kept silent, handed it back, or it was withdrawn.</summary>
public sealed record SeatReleased
{
    public required Guid OrderId { get; init; }

    public required Guid ExpertId { get; init; }

    /// <summary>Declined, Lapsed, HandedBack, Withdrawn or TakenBack.</summary>
    public required string How { get; init; }

    /// <summary>The offer by which the expert had the seat, or was asked for it; null from before it was said.</summary>
    public Guid? OfferId { get; init; }
}

/// <summary>Every seat of an order is taken; the farmer can be told who comes and when.</summary>
public sealed record OrderAccepted
{
    public required Guid OrderId { get; init; }

    /// <summary>The order's version then; later news are of a later time. Null from before it was said.</summary>
    public int? Version { get; init; }
}
