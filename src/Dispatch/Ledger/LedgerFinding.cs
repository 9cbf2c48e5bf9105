using Dispatch.Http;

namespace Dispatch.Ledger;

/// <summary>What can be wrong with a ledger. Each has a sentence in Texts under "Finding.…".</summary>
public enum LedgerFault
{
    /// <summary>Sequences are missing.</summary>
    SequenceGap,
    /// <summary>An entry does not fit its hash: it, or the hash of the one before, was changed after it was made.</summary>
    HashBroken,
    /// <summary>A reversal does not undo exactly the entry it names.</summary>
    ReversalWrong,
    /// <summary>A kept sum is not what the entries add up to.</summary>
    TotalDiffers,
    /// <summary>A closed order, held lecture or visit has no entry.</summary>
    NotCounted,
    /// <summary>A source has another entry already.</summary>
    CountedTwice,
    /// <summary>An entry stands on nothing that holds.</summary>
    CountedWithoutSource,
    /// <summary>An entry says another number of people than its source.</summary>
    PeopleDiffer,
}

/// <summary>Something that differs, and in which row.</summary>
/// <param name="Fault">What kind of thing.</param>
/// <param name="Row">The row: "ledger 17", "ProblemSolved 0198… 1", "Town 150802100 ProblemSolved 2026-06".</param>
/// <param name="Values">What fills the sentence after the row.</param>
public sealed record LedgerFinding(LedgerFault Fault, string Row, params object[] Values)
{
    /// <summary>The finding as a sentence in Chinese or English.</summary>
    public string In(string language) => Texts.In(language, $"Finding.{Fault}", [Row, .. Values]);
}
