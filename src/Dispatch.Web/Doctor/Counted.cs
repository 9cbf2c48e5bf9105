using System.Runtime.CompilerServices;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>What the ledger says of a closing, a lecture or a visit, beside what these say themselves: kind, time, station, town and experts are the same.</summary>
internal static class Counted
{
    /// <summary>So many entries have their sources read at once. A join would not find the index: the ledger names its sources by bare ids.</summary>
    private const int Page = 500;

    /// <summary>Also entries that were taken back: they were made from what was so then.</summary>
    public static async IAsyncEnumerable<Breach> Otherwise(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var entries = StoredEntries.Read(patient.Db, stop).Where(entry => entry.Reverses == null && entry.Kind != EntryKind.OpeningBalance);
        await foreach (var page in entries.Chunk(Page).WithCancellation(stop))
        {
            var sources = await Sources(patient, page.ToLookup(entry => entry.Kind, entry => entry.Source), stop);
            foreach (var entry in page)
                if (sources.TryGetValue((entry.Source, entry.Occasion), out var source))
                    foreach (var part in Differing(source, entry)) yield return new Breach($"ledger {entry.Sequence}", "Breach.CountedOtherwise", part);
        }
    }

    /// <summary>By id and occasion, what would be entered now; null for a closing that does not count.</summary>
    private static async Task<Dictionary<(Guid Id, int Occasion), Posting?>> Sources(Patient patient, ILookup<EntryKind, Guid> named, CancellationToken stop)
    {
        var orders = named[EntryKind.ProblemSolved].Concat(named[EntryKind.ConsultationAnswered]).Select(id => new OrderId(id)).ToList();
        var found = await patient.Closings.Where(closing => orders.Contains(closing.Order)).AsAsyncEnumerable().ToDictionaryAsync(closing => (closing.Order.Value, closing.Occasion), Posting.Of, cancellationToken: stop);
        var lectures = named[EntryKind.LectureHeld].Select(id => new LectureId(id)).ToList();
        await foreach (var lecture in patient.Of<Lecture>().Where(lecture => lectures.Contains(lecture.Id) && lecture.State == LectureState.Held && lecture.HeldAt != null).AsAsyncEnumerable().WithCancellation(stop))
            found[(lecture.Id.Value, 1)] = Posting.Of(lecture);
        var visits = named[EntryKind.PairingVisitHeld].Select(id => new PairingVisitId(id)).ToList();
        var pairs = patient.Of<PairingVisit>().Where(visit => visits.Contains(visit.Id)).Join(patient.Of<Pairing>(), visit => visit.Pairing, pairing => pairing.Id, (visit, pairing) => new { visit, pairing });
        await foreach (var pair in pairs.AsAsyncEnumerable().WithCancellation(stop))
            found[(pair.visit.Id.Value, 1)] = Posting.Of(pair.visit, pair.pairing);
        return found;
    }

    private static IEnumerable<string> Differing(Posting? source, Entry entry)
    {
        if (source?.Kind != entry.Kind) yield return nameof(Entry.Kind);
        if (source is null) yield break;
        if (source.HappenedAt != entry.HappenedAt) yield return nameof(Entry.HappenedAt);
        if (source.Station != entry.Station) yield return nameof(Entry.Station);
        if (source.TownCode != entry.TownCode) yield return nameof(Entry.TownCode);
        if (!source.Experts.ToHashSet().SetEquals(entry.Experts.Select(share => share.Expert))) yield return nameof(Entry.Experts);
    }
}
