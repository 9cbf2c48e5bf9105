using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Ledger;

/// <summary>What is to be entered, before it has its place in the chain.</summary>
public sealed record Posting(EntryKind Kind, Guid Source, int Occasion, DateTimeOffset HappenedAt)
{
    public EntryKind? Counted { get; init; }

    public int Quantity { get; init; } = 1;

    public int People { get; init; } = 1;

    public IReadOnlyList<ExpertId> Experts { get; init; } = [];

    public StationId? Station { get; init; }

    public string? TownCode { get; init; }

    public long? Reverses { get; init; }

    public string? Words { get; init; }

    /// <summary>A closing with an outcome that counts; null for the others.</summary>
    public static Posting? Of(Closing closing) => KindOf(closing.Outcome) is not { } kind ? null
        : new Posting(kind, closing.Order.Value, closing.Occasion, closing.At) { Experts = closing.Experts, Station = closing.Station, TownCode = closing.TownCode };

    /// <exception cref="ArgumentException">It has not been held.</exception>
    public static Posting Of(Lecture lecture) => lecture is not { State: LectureState.Held, HeldAt: { } heldAt }
        ? throw new ArgumentException($"Lecture {lecture.Id} has not been held.", nameof(lecture))
        : new Posting(EntryKind.LectureHeld, lecture.Id.Value, 1, heldAt)
        {
            People = lecture.Attendance,
            Experts = [.. lecture.Lecturers.Select(lecturer => lecturer.Expert)],
            Station = lecture.Station,
            TownCode = lecture.TownCode,
        };

    public static Posting Of(PairingVisit visit, Pairing pairing) =>
        new(EntryKind.PairingVisitHeld, visit.Id.Value, 1, visit.HeldAt) { Experts = [pairing.Expert], Station = pairing.Station, TownCode = pairing.TownCode };

    /// <summary>A past year's figure.</summary>
    /// <param name="counted">What it counts.</param>
    /// <param name="year">Of which year; it is dated at its beginning.</param>
    /// <param name="occasion">One more than were reversed before.</param>
    /// <param name="words">Where the figure is from.</param>
    /// <param name="zone">The district's time zone.</param>
    public static Posting Opening(EntryKind counted, int year, int occasion, string words, TimeZoneInfo zone)
    {
        var start = new DateTime(year, 1, 1);
        return new(EntryKind.OpeningBalance, OpeningSource(counted, year), occasion, new DateTimeOffset(start, zone.GetUtcOffset(start))) { Counted = counted, Words = words };
    }

    /// <summary>Under which source the opening balance of a kind and year stands.</summary>
    public static Guid OpeningSource(EntryKind counted, int year) => NamedId.For("opening-balance", $"{counted}", $"{year}");

    /// <summary>Takes an entry back. It is dated as the entry was, so that the month it stood in is right again.</summary>
    public static Posting Reversing(Entry entry, string? why = null) =>
        new(entry.Kind, entry.Source, entry.Occasion, entry.HappenedAt)
        {
            Counted = entry.Counted,
            Quantity = -entry.Quantity,
            People = -entry.People,
            Experts = [.. entry.Experts.Select(share => share.Expert)],
            Station = entry.Station,
            TownCode = entry.TownCode,
            Reverses = entry.Sequence,
            Words = why,
        };

    /// <summary>The entry, next after the last one.</summary>
    public Entry After(Link last, DateTimeOffset recordedAt) => new Entry
    {
        Sequence = last.Sequence + 1,
        Kind = Kind,
        Counted = Counted,
        Quantity = Quantity,
        People = People,
        Station = Station,
        TownCode = TownCode,
        HappenedAt = HappenedAt,
        RecordedAt = recordedAt,
        Source = Source,
        Occasion = Occasion,
        Reverses = Reverses,
        Words = Words,
    }.Sealed(Experts, last.Hash);

    private static EntryKind? KindOf(Outcome outcome) => outcome switch
    {
        Outcome.Solved => EntryKind.ProblemSolved,
        Outcome.Answered => EntryKind.ConsultationAnswered,
        _ => null,
    };
}
