using Dispatch.Domain.Experts;

namespace Dispatch.Domain.Orders;

/// <summary>Asking one expert to take one seat (派单), with a time limit for the answer.</summary>
public sealed class Offer
{
    public required OfferId Id { get; init; }

    public required OrderId Order { get; init; }

    public required int Seat { get; init; }

    /// <summary>From 1, over the whole order.</summary>
    public required int Number { get; init; }

    public required ExpertId Expert { get; init; }

    public OfferState State { get; internal set; } = OfferState.Open;

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset AnswerBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; internal set; }

    /// <summary>The expert's reason, or why it was withdrawn.</summary>
    public string? Why { get; internal set; }

    /// <summary>Whether a clerk chose the expert.</summary>
    public required bool Pinned { get; init; }

    /// <summary>Since when the seat had been open: it was waiting from here to <see cref="MadeAt"/>.</summary>
    public required DateTimeOffset OpenSince { get; init; }

    /// <summary>The order's place in the queue when it was made.</summary>
    public required DateTimeOffset QueuedSince { get; init; }

    /// <summary>Whether the expert said no in one way or another, and is not asked again for this order.</summary>
    public bool IsRefusal => State is OfferState.Declined or OfferState.Lapsed or OfferState.HandedBack;
}
