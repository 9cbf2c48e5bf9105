using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Offering;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Visiting;
using Dispatch.Web.Farmer;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Experts;

/// <summary>
/// One order as its expert sees it: what is asked and by when to answer, then where to go and whom to call, and what the
/// expert may say of it now. Check-in and report may come late and more than once from a phone that had no network.
/// </summary>
[Act("listOffers"), ShowsPersons("tracking", Act = "trackOrder")]
[RequestSizeLimit(SentPhotos.MostBytes), RequestFormLimits(MultipartBodyLengthLimit = SentPhotos.MostBytes)]
public sealed class VisitModel(Words say, OrderBook book, OrderViews views, SaidBefore before, SentPhotos sent, DispatchDb db, TimeProvider clock) : ExpertPage(say)
{
    private Order order = null!;

    [BindProperty(SupportsGet = true)]
    public string Tracking { get; set; } = "";

    /// <summary>The offer that the form is about: an expert may be asked for an order again, and visit it again.</summary>
    [BindProperty]
    public Guid Offer { get; set; }

    [BindProperty]
    public string? ComesAt { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string? Findings { get; set; }

    [BindProperty]
    public string? Advice { get; set; }

    /// <summary>The phone's time when it was written, if it was kept there.</summary>
    [BindProperty]
    public string? DeviceTime { get; set; }

    /// <summary>SHA-256 of photos that came with this form before something else in it was wrong.</summary>
    [BindProperty]
    public IReadOnlyList<string> Kept { get; set; } = [];

    /// <summary>Those of them that are not to go with it after all.</summary>
    [BindProperty]
    public IReadOnlyList<string> Drop { get; set; } = [];

    public OrderView View { get; private set; } = null!;

    /// <summary>Where the expert's seat stands; null when it is not the expert's any more.</summary>
    public Seat? Seat { get; private set; }

    /// <summary>Why what was said last was not taken.</summary>
    public string? Refused { get; private set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Where its photos are.</summary>
    public string Photos => $"/expert/{order.Tracking}/photos";

    public IReadOnlyList<Choice> Outcomes => [.. ConfirmOutcome.OfAVisit.Select(outcome => new Choice($"{outcome}", Say.Term($"Outcome.{outcome}")))];

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    [Act("acceptOffer")]
    public Task<IActionResult> OnPostAcceptAsync(CancellationToken stop) => Take(() =>
    {
        var check = new Check();
        var comes = LocalTime.Read(check, "comesAt", ComesAt, book.Limits.FieldHours.Zone);
        check.Done();
        return new AcceptRequest { ComesAt = comes }.Said(Me.Actor, Mine, Now);
    }, stop);

    [Act("declineOffer")]
    public Task<IActionResult> OnPostDeclineAsync(CancellationToken stop) => Take(() => new DeclineRequest { Reason = Reason }.Decline(Me.Actor, Mine, Now), stop, next: "/expert?done=Decline");

    [Act("handBack")]
    public Task<IActionResult> OnPostHandBackAsync(CancellationToken stop) => Take(() => new DeclineRequest { Reason = Reason }.HandBack(Me.Actor, Mine, Now), stop, next: "/expert?done=HandBack");

    [Act("checkIn")]
    public Task<IActionResult> OnPostCheckInAsync(CancellationToken stop)
    {
        var arrival = new CheckInRequest { DeviceTime = ByDevice }.Said(Me.Actor, Mine, Now);
        return Take(() => arrival.Fact, stop, known => db.Add(arrival.In(known)), () => before.Has(order, arrival, stop));
    }

    [Act("reportVisit")]
    public async Task<IActionResult> OnPostReportAsync(CancellationToken stop)
    {
        VisitReport report = null!;
        var check = new Check();
        Kept = await check.Photos(SentPhotos.Field, await sent.With([.. Kept.Except(Drop)], Request, check), db, stop);
        var begun = TrackingNumber.TryParse(Tracking, out var number) ? await ReportVisit.Begun(db, number, Mine, stop) : null;
        return await Take(
            () => (report = new ReportRequest { Findings = Findings, Advice = Advice, Outcome = Outcome, DeviceTime = ByDevice }.Said(Me.Actor, Mine, Now, check, Kept)).Fact,
            stop, known => report.Note(db, known, begun), () => before.Has(order, Offer, report, stop));
    }

    private DateTimeOffset? ByDevice => Timestamp.TryParse(DeviceTime, out var at) ? at.Time : null;

    /// <summary>The act, as the API would take it; but only upon the offer that the page was about.</summary>
    /// <param name="said">Reads it.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <param name="alongside">What else is written when it is taken.</param>
    /// <param name="came">Whether this very thing came before, and its answer got lost.</param>
    /// <param name="next">Where one goes from there.</param>
    private async Task<IActionResult> Take(Func<Fact> said, CancellationToken stop, Action<Order>? alongside = null, Func<Task<bool>>? came = null, string? next = null)
    {
        var told = new Told(Request);
        if (!await Find(stop)) return await told.OrPage(Say["Refused.NotTheHolder"], StatusCodes.Status409Conflict, () => Task.FromResult<IActionResult>(NotFound()));
        try
        {
            var fact = said();
            var refusal = (await book.Act(order.Tracking, known => IsUponThatOffer(known) ? fact : throw new AnotherOffer(), stop, alongside)).Refusal;
            if (refusal is null || (refusal == Refusal.AlreadyDone && fact is not Reported)) return told.Done(next ?? $"/expert/{order.Tracking}");
            Refused = Words(refusal.Value, fact);
        }
        catch (AnotherOffer)
        {
            Refused = Say["Refused.NotTheHolder"];
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors);
            return await told.OrPage(string.Join(' ', bad.Errors.Select(error => Say["Wrong.Of", Say[$"Field.{NameOf(error)}"], Say.Of(error)])), StatusCodes.Status400BadRequest, () => Show(stop));
        }
        if (came is not null && await came()) return told.Done(next ?? $"/expert/{order.Tracking}");
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await told.OrPage(Refused, StatusCodes.Status409Conflict, () => Show(stop));
    }

    private string Words(Refusal refusal, Fact fact) =>
        fact is Reported && refusal == Refusal.AlreadyDone ? Say["Refused.Reported"]
        : fact is Accepted && order.SeatOf(Mine) is { State: > SeatState.Offered } ? Say["Refused.Accepted"]
        : Say.Find($"Refused.{refusal}") ?? Say.Of(refusal);

    private bool IsUponThatOffer(Order known) => known.LastOfferTo(Mine)?.Id.Value == Offer;

    /// <summary>Whoever was ever asked may look whether they still are.</summary>
    private async Task<bool> Find(CancellationToken stop)
    {
        db.Forget();
        if (!TrackingNumber.TryParse(Tracking, out var number) || await book.Find(number, stop) is not { } found || found.LastOfferTo(Mine) is null) return false;
        order = found;
        return true;
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        (Seat, Offer) = (order.SeatOf(Mine), order.LastOfferTo(Mine)!.Id.Value);
        View = await views.For(Me.Actor, order, stop);
        if (Seat is null or { State: SeatState.Offered }) View = View with { Difficulty = Unnamed.Words(View.Difficulty, order.FarmerName), Whereabouts = View.Whereabouts is { } words ? Unnamed.Words(words, order.FarmerName) : null };
        return Page();
    }

    /// <summary>The expert has been asked anew since, or is not asked any more.</summary>
    private sealed class AnotherOffer : Exception;
}
