namespace Dispatch.Contracts;

/// <summary>What is known of an expert has changed: skills, place, hours, leave, capacity.</summary>
public sealed record ExpertChanged
{
    public required Guid ExpertId { get; init; }
}
