namespace Dispatch.Contracts;

/// <summary>An expert has arrived at the farmer's.</summary>
public sealed record ExpertArrived
{
    public required Guid OrderId { get; init; }

    public required Guid ExpertId { get; init; }
}

/// <summary>An expert has reported on a visit; the seat no longer counts against the capacity.</summary>
public sealed record VisitReported
{
    public required Guid OrderId { get; init; }

    public required Guid ExpertId { get; init; }
}

/// <summary>Every report of an order is in; the farmer is asked whether it is solved.</summary>
public sealed record OrderReported
{
    public required Guid OrderId { get; init; }

    /// <summary>The order's version then; later news are of a later time. Null from before it was said.</summary>
    public int? Version { get; init; }
}

/// <summary>An order is over.</summary>
public sealed record OrderClosed
{
    public required Guid OrderId { get; init; }

    /// <summary>How often it has been closed, this time included; from 1.</summary>
    public required int Occasion { get; init; }

    /// <summary>Solved, PartlySolved, NotSolved, Answered, Unconfirmed, Cancelled or Merged.</summary>
    public required string Outcome { get; init; }
}

/// <summary>A closed order has been opened again: what was counted for its last closing no longer holds.</summary>
public sealed record OrderReopened
{
    public required Guid OrderId { get; init; }

    /// <summary>The closing that no longer holds.</summary>
    public required int Occasion { get; init; }
}
