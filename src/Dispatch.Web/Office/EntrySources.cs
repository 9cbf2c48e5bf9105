using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>What an entry stands on.</summary>
/// <param name="What">Which kind of thing it is.</param>
/// <param name="Name">What people know it by.</param>
/// <param name="Address">Where its own page is; null where it has none.</param>
/// <param name="Facts">What else is to be said of it, each under its label.</param>
public sealed record EntrySource(string What, string Name, string? Address, IReadOnlyList<(string Label, string Says)> Facts);

/// <summary>Looks up what an entry stands on: the one place that knows where orders, lectures and visits are shown.</summary>
public sealed class EntrySources(DispatchDb db, Words say)
{
    private Words Say { get; } = say;

    /// <returns>Null for a past year's figure, which has its words only.</returns>
    public Task<EntrySource?> Of(Entry entry, CancellationToken stop) => entry.Kind switch
    {
        EntryKind.ProblemSolved or EntryKind.ConsultationAnswered => Order(new OrderId(entry.Source), stop),
        EntryKind.LectureHeld => Lecture(new LectureId(entry.Source), stop),
        EntryKind.PairingVisitHeld => Visit(new PairingVisitId(entry.Source), stop),
        _ => Task.FromResult<EntrySource?>(null),
    };

    private async Task<EntrySource?> Order(OrderId id, CancellationToken stop) =>
        await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes().Where(order => order.Id == id).Select(order => new { order.Tracking, order.State, order.Outcome }).FirstOrDefaultAsync(stop) is not { } order ? null
        : new EntrySource(Say["Source.Order"], order.Tracking.Value, $"/board/{order.Tracking}",
            [(Say["Source.State"], order.Outcome is { } outcome ? $"{Say.Term($"State.{order.State}")} · {Say.Term($"Outcome.{outcome}")}" : Say.Term($"State.{order.State}"))]);

    private async Task<EntrySource?> Lecture(LectureId id, CancellationToken stop) =>
        await db.Set<Lecture>().AsNoTracking().FirstOrDefaultAsync(lecture => lecture.Id == id, stop) is not { } lecture ? null
        : new EntrySource(Say["Source.Lecture"], lecture.Title, $"/board/lectures/{lecture.Id}",
        [
            (Say["By.Skill"], Say.Of(lecture.Skill)),
            (Say["Source.Where"], lecture.Whereabouts),
            (Say["Source.Attendance"], Say.Number(lecture.Attendance)),
            .. lecture.Words is { } words ? [(Say["Entry.Words"], words)] : Array.Empty<(string, string)>(),
        ]);

    /// <summary>Name, phone and what was said about a farmer are not in it: the visit's own page has them, for those whom it concerns.</summary>
    private async Task<EntrySource?> Visit(PairingVisitId id, CancellationToken stop)
    {
        if (await db.Set<PairingVisit>().AsNoTracking().FirstOrDefaultAsync(visit => visit.Id == id, stop) is not { } visit) return null;
        var pairing = await db.Set<Pairing>().AsNoTracking().SingleAsync(pairing => pairing.Id == visit.Pairing, stop);
        var village = await db.Set<Village>().Where(village => village.Code == pairing.VillageCode).Select(village => village.ShortName).FirstOrDefaultAsync(stop);
        var expert = await db.Set<Expert>().Where(expert => expert.Id == pairing.Expert).Select(expert => expert.Name).FirstOrDefaultAsync(stop);
        return new EntrySource(Say["Source.Visit"], $"{expert} → {village ?? Say["Source.Farmer"]}", $"/board/pairings/{pairing.Id}",
            [(Say["Source.Day"], $"{visit.Day:yyyy-MM-dd}")]);
    }
}
