namespace Dispatch.Contracts;

/// <summary>An expert has been paired with a farmer or village.</summary>
public sealed record ExpertPaired
{
    public required Guid PairingId { get; init; }
}

/// <summary>A pairing visit has been held.</summary>
public sealed record PairingVisitHeld
{
    public required Guid PairingVisitId { get; init; }
}

/// <summary>A pairing has been ended before its time.</summary>
public sealed record PairingEnded
{
    public required Guid PairingId { get; init; }
}
