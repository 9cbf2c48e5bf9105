namespace Dispatch.Contracts;

/// <summary>A round of matching is due, whether or not anything has happened: experts come on duty and waiting brings far ones into reach.</summary>
public sealed record MatchingDue;
