namespace Dispatch.Contracts;

/// <summary>An order is ready for matching: triaged, or one of its seats has become open again.</summary>
public sealed record OrderWaiting
{
    public required Guid OrderId { get; init; }

    /// <summary>Whether it is matched at once instead of with the next batch.</summary>
    public required bool Urgent { get; init; }
}

/// <summary>A person at the station must decide about an order.</summary>
public sealed record OrderNeedsClerk
{
    public required Guid OrderId { get; init; }

    /// <summary>SkillUnclear, PlaceUnclear, NobodyQualified, AllRefused, Overdue or StillNotSolved.</summary>
    public required string Reason { get; init; }

    /// <summary>The order's version then; later news are of a later time. Null from before it was said.</summary>
    public int? Version { get; init; }
}
