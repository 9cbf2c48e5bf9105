namespace Dispatch.Contracts;

/// <summary>An entry has been added to the ledger.</summary>
public sealed record LedgerPosted
{
    public required long Sequence { get; init; }

    /// <summary>ProblemSolved, LectureHeld, PairingVisitHeld, ConsultationAnswered, OpeningBalance …</summary>
    public required string Kind { get; init; }

    public required int Quantity { get; init; }
}
