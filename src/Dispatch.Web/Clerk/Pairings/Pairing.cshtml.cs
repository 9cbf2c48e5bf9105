using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Pairings;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk.Pairings;

/// <summary>One pairing: whom it binds until when, its visits, and its end.</summary>
[Act("showPairing"), ShowsPersons("id", Act = "showPairing")]
public sealed class PairingModel(Words say, StationPairings pairings, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty]
    public string? HeldAt { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public PairingLine Line { get; private set; } = null!;

    public Pairing Pairing => Line.Pairing;

    public IReadOnlyList<PairingVisit> Visits { get; private set; } = [];

    /// <summary>Why what was done last was not taken.</summary>
    public string? Refused { get; private set; }

    public bool MustCall => new Caller(Me.Actor).MustCall;

    public bool CanVisit => Now >= Pairing.From && May("holdPairingVisit", Pairing.Station);

    public bool CanEnd => Pairing.EndedAt is null && Now < Pairing.To && May("endPairing", Pairing.Station);

    private DateTimeOffset Now { get; } = clock.GetUtcNow();

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    [Act("holdPairingVisit")]
    public Task<IActionResult> OnPostVisitAsync(CancellationToken stop) => Take("holdPairingVisit", async () =>
    {
        var check = new Check();
        var heldAt = LocalTime.Read(check, "heldAt", HeldAt, limits.FieldHours.Zone);
        check.Done();
        var (visit, refusal) = await HoldPairingVisit.Take(db, Pairing.Id, new PairingVisitRequest { HeldAt = heldAt, Words = Words }, Me.Actor, Now, limits.FieldHours.Zone, stop);
        return refusal == PairingRefusal.AlreadyDone && visit!.RecordedBy == Me.Actor && visit.Words == Words?.Trim() ? null : refusal;
    }, Say["Pairing.VisitedThatDay"], stop);

    [Act("endPairing")]
    public Task<IActionResult> OnPostEndAsync(CancellationToken stop) => Take("endPairing", async () =>
    {
        var (pairing, refusal) = await EndPairing.Take(db, Pairing.Id, new EndRequest { Reason = Reason }, Now, stop);
        return refusal == PairingRefusal.AlreadyDone && pairing!.EndedBecause == Reason?.Trim() ? null : refusal;
    }, Say["Pairing.EndedBefore"], stop);

    /// <param name="act">Which.</param>
    /// <param name="taken">Why it was not taken.</param>
    /// <param name="before">What is said to who comes second with it.</param>
    /// <param name="stop">Ends the wait.</param>
    private async Task<IActionResult> Take(string act, Func<Task<PairingRefusal?>> taken, string before, CancellationToken stop)
    {
        if (!await Find(act, stop)) return NotFound();
        try
        {
            if (await taken() is not { } refusal) return Redirect($"/board/pairings/{Pairing.Id}");
            Refused = refusal == PairingRefusal.AlreadyDone ? before : Say.Of(refusal);
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors);
        }
        return await Show(stop);
    }

    private async Task<bool> Find(string act, CancellationToken stop)
    {
        db.Forget();
        if (!Guid.TryParse(Id, out var id)) return false;
        var wanted = new PairingId(id);
        if (await db.Set<Pairing>().AsNoTracking().FirstOrDefaultAsync(pairing => pairing.Id == wanted, stop) is not { } found) return false;
        Require(act, found.Station);
        if (new Caller(Me.Actor).IsAnother(found.Expert)) throw new NotAllowed("NotYourPairing");
        Line = await pairings.Line(Me, wanted, stop);
        Visits = await db.Set<PairingVisit>().AsNoTracking().Where(visit => visit.Pairing == wanted).OrderByDescending(visit => visit.HeldAt).ToListAsync(stop);
        return true;
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!await Find("showPairing", stop)) return NotFound();
        HeldAt ??= LocalTime.Write(Now, limits.FieldHours.Zone);
        return Page();
    }
}
