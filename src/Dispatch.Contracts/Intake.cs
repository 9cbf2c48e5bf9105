namespace Dispatch.Contracts;

/// <summary>A farmer's order has been written down under a tracking number.</summary>
public sealed record OrderSubmitted
{
    public required Guid OrderId { get; init; }
}
