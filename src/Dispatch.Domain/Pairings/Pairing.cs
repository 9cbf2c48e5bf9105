using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Pairings;

public readonly record struct PairingId(Guid Value)
{
    /// <summary>The id of the pairing that was made under this name: by whom, and under which idempotency key.</summary>
    public static PairingId For(string name) => new(NamedId.For("pairing", name));

    public override string ToString() => Value.ToString();
}

/// <summary>Why an act on a pairing was not taken: "refused because…".</summary>
public enum PairingRefusal
{
    /// <summary>It has been said before and holds already; no harm done.</summary>
    AlreadyDone,
    /// <summary>The expert is paired with this farmer or village in that period.</summary>
    AlreadyPaired,
    /// <summary>The pairing does not run on that day.</summary>
    OutsidePeriod,
    /// <summary>It can't have been held in the future.</summary>
    InTheFuture,
    /// <summary>This is for the paired expert or the station to say.</summary>
    NotYoursToSay,
}

/// <summary>An expert bound to a farmer or a village for a period (结对帮扶): first refusal on its orders, and visits.</summary>
public sealed class Pairing
{
    public required PairingId Id { get; init; }

    public required ExpertId Expert { get; init; }

    /// <summary>The farmer, by phone; null when it is a village.</summary>
    public string? FarmerPhone { get; init; }

    /// <summary>The village; null when it is a farmer.</summary>
    public string? VillageCode { get; init; }

    /// <summary>The town of the village or farmer, where known.</summary>
    public string? TownCode { get; init; }

    /// <summary>The station that covers it, or the expert's.</summary>
    public StationId? Station { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>When it was ended before its time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndedBecause { get; private set; }

    public required Actor PairedBy { get; init; }

    /// <summary>Whether it runs at this moment.</summary>
    public bool Covers(DateTimeOffset at) => From <= at && at < To && (EndedAt is null || at < EndedAt);

    /// <summary>Ends it before its time; visits held until then still count.</summary>
    /// <returns>Null when taken.</returns>
    public PairingRefusal? End(DateTimeOffset at, string because)
    {
        if (EndedAt is not null) return PairingRefusal.AlreadyDone;
        if (at >= To) return PairingRefusal.OutsidePeriod;
        (EndedAt, EndedBecause) = (at, because);
        return null;
    }

    /// <summary>A visit held at this time, or why there can be none.</summary>
    public (PairingVisit? Visit, PairingRefusal? Refusal) Visited(Actor by, DateTimeOffset heldAt, string words, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (by.Role is Role.Farmer || (by.Role == Role.Expert && by.Name != Expert.ToString())) return (null, PairingRefusal.NotYoursToSay);
        if (heldAt > now) return (null, PairingRefusal.InTheFuture);
        if (!Covers(heldAt)) return (null, PairingRefusal.OutsidePeriod);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(heldAt, zone).DateTime);
        return (new PairingVisit { Id = PairingVisitId.For(Id, day), Pairing = Id, Day = day, HeldAt = heldAt, Words = words, RecordedAt = now, RecordedBy = by }, null);
    }
}

public readonly record struct PairingVisitId(Guid Value)
{
    /// <summary>The id of a pairing's one visit of a day.</summary>
    public static PairingVisitId For(PairingId pairing, DateOnly day) => new(NamedId.For("pairing-visit", pairing.ToString(), $"{day:O}"));

    public override string ToString() => Value.ToString();
}

/// <summary>An expert's visit to whom they are paired with. One a day counts. Never changed.</summary>
public sealed class PairingVisit
{
    public required PairingVisitId Id { get; init; }

    public required PairingId Pairing { get; init; }

    /// <summary>The day in the district's time zone.</summary>
    public required DateOnly Day { get; init; }

    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>What was seen and advised.</summary>
    public required string Words { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required Actor RecordedBy { get; init; }
}
