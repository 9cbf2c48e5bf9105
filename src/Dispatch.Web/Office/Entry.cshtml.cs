using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Office;

/// <summary>One entry with all its fields, and what it stands on.</summary>
[Act("ledgerEntries")]
public sealed class EntryModel(Words say, DispatchDb db) : StaffPage(say)
{
    [BindProperty(SupportsGet = true)]
    public long Sequence { get; set; }

    public Entry Entry { get; private set; } = null!;

    /// <summary>The entry that takes it back.</summary>
    public long? ReversedBy { get; private set; }

    public string Experts { get; private set; } = "";

    public string? Station { get; private set; }

    public string Skills { get; private set; } = "";

    public EntrySource? Source { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await db.Set<Entry>().AsNoTracking().FirstOrDefaultAsync(entry => entry.Sequence == Sequence, stop) is not { } entry) return NotFound();
        Entry = entry;
        ReversedBy = await db.Set<Entry>().Where(other => other.Reverses == Sequence).Select(other => (long?)other.Sequence).FirstOrDefaultAsync(stop);
        var ids = entry.Experts.Select(share => share.Expert).ToList();
        Experts = string.Join(Say["Comma"], await db.Set<Expert>().Where(expert => ids.Contains(expert.Id)).OrderBy(expert => expert.Code).Select(expert => expert.Name).ToListAsync(stop));
        Station = await db.Set<Station>().Where(station => station.Id == entry.Station).Select(station => station.Name).FirstOrDefaultAsync(stop);
        Skills = Say.Of(SourceSkills.Read(SourceSkills.KeyOf(await SourceSkills.Of(db).Where(source => source.Id == entry.Source).Select(source => source.Needs).FirstOrDefaultAsync(stop))));
        Source = await new EntrySources(db, Say).Of(entry, stop);
        return Page();
    }

    /// <summary>Whether who looks may open what it stands on.</summary>
    public bool Opens => Source?.Address is not null && May(
        Entry.Kind switch
        {
            EntryKind.LectureHeld => "listEnrolments",
            EntryKind.PairingVisitHeld => "showPairing",
            _ => "listOrders",
        },
        Entry.Station) && (Me.Actor.Role != Role.Expert || Entry.Experts.Any(share => !new Caller(Me.Actor).IsAnother(share.Expert)));
}
