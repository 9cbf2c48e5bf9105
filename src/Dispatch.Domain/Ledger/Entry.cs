using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Ledger;

/// <summary>What is counted. Stored by name.</summary>
public enum EntryKind
{
    /// <summary>解决技术难题 An order closed as confirmed solved.</summary>
    ProblemSolved,
    /// <summary>专题讲座 A lecture held, with attendance.</summary>
    LectureHeld,
    /// <summary>结对走访 A pairing visit held.</summary>
    PairingVisitHeld,
    /// <summary>远程解答 An order answered without a visit.</summary>
    ConsultationAnswered,
    /// <summary>期初数 A past year's figure, taken over from elsewhere; always shown apart.</summary>
    OpeningBalance,
}

/// <summary>Why something was not entered: "refused because…".</summary>
public enum LedgerRefusal
{
    /// <summary>This kind and year has an opening balance, with another figure; reverse that one first.</summary>
    AlreadyCounted,
    /// <summary>Only opening balances are reversed by hand; everything else follows from its source.</summary>
    NotAnOpeningBalance,
    AlreadyReversed,
}

/// <summary>An entry of the ledger (台账): what was done, counted once, never edited. See <see cref="Chain"/> for the hash.</summary>
public sealed class Entry
{
    private readonly List<EntryExpert> experts = [];

    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>For an opening balance: what it counts.</summary>
    public EntryKind? Counted { get; init; }

    /// <summary>How many; negative when it reverses another entry.</summary>
    public required int Quantity { get; init; }

    /// <summary>People reached; negative when it reverses another entry.</summary>
    public required int People { get; init; }

    public StationId? Station { get; init; }

    public string? TownCode { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The id of the order, lecture or pairing visit it stands on; for an opening balance, one made of kind and year.</summary>
    public required Guid Source { get; init; }

    /// <summary>Which closing of the order; 1 for what happens once.</summary>
    public required int Occasion { get; init; }

    /// <summary>The sequence of the entry it takes back.</summary>
    public long? Reverses { get; init; }

    /// <summary>Where an opening balance is from, or why an entry was reversed.</summary>
    public string? Words { get; init; }

    /// <summary>SHA-256 over this entry and the hash before it, 64 hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Who did it; the whole quantity stands in each one's own account, and once in all others.</summary>
    public IReadOnlyList<EntryExpert> Experts => experts;

    /// <summary>What is counted, be it an opening balance or not.</summary>
    public EntryKind What => Counted ?? Kind;

    /// <summary>As it was found, with the hash that stands there, be it right or not.</summary>
    public Entry As(IEnumerable<ExpertId> by, string hash)
    {
        experts.AddRange(by.Select(expert => new EntryExpert { Entry = Sequence, Expert = expert }));
        Hash = hash;
        return this;
    }

    internal Entry Sealed(IEnumerable<ExpertId> by, string previousHash)
    {
        experts.AddRange(by.Distinct().Select(expert => new EntryExpert { Entry = Sequence, Expert = expert }));
        Hash = Chain.HashOf(this, previousHash);
        return this;
    }
}

/// <summary>One of the experts of an entry.</summary>
public sealed class EntryExpert
{
    /// <summary>The entry's sequence.</summary>
    public required long Entry { get; init; }

    public required ExpertId Expert { get; init; }
}
