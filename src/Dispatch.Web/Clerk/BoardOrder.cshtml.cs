using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Matching;
using Dispatch.Offering;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Triage;
using Dispatch.Visiting;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>One order as those see it who dispatch it: all that has happened, who could go and why not the others, and what they may do now.</summary>
[Act("listOrders"), ShowsPersons("tracking", Act = "trackOrder")]
public sealed partial class BoardOrderModel(Words say, OrderBook book, OrderViews views, Shortlist shortlist, VillageChoices choices, SameOrders same, DispatchDb db, TimeProvider clock) : StaffPage(say)
{
    private Order order = null!;

    [BindProperty(SupportsGet = true)]
    public string Tracking { get; set; } = "";

    /// <summary>How far the order was when the page was drawn. Who acts on what has changed since is told, and nothing is overwritten.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>The act that was not taken.</summary>
    private string? Failed { get; set; }

    public OrderView View { get; private set; } = null!;

    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    public IReadOnlyList<CandidatesView> Candidates { get; private set; } = [];

    /// <summary>Orders that may be the same.</summary>
    public IReadOnlyList<NearOrder> Same { get; private set; } = [];

    /// <summary>Why what was done last was not taken.</summary>
    public string? Refused { get; private set; }

    public State State => order.State;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Whether it is on a map.</summary>
    public bool IsPlaced => order.Place is not null && May("listCandidates", order.Station);

    /// <summary>The farmer's, by which the same farmer's other orders are known.</summary>
    public string Phone => order.FarmerPhone;

    /// <summary>Where its photos are.</summary>
    public string Photos => $"/board/{order.Tracking}/photos";

    /// <summary>Whether the form for it is shown: the order's state takes it, and it is granted.</summary>
    public bool Can<TFact>(string act)
        where TFact : Fact => Life.Takes<TFact>(order.State) && May(act, order.Station);

    /// <summary>A field of the form of an act.</summary>
    /// <param name="act">Whose form.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="typed">What was typed, if it was into this form; with what is wrong with it there.</param>
    /// <param name="usual">What stands in it otherwise.</param>
    public Field In(string act, string name, string? typed, string? usual = null) =>
        act == Failed ? Field(name, typed) with { Id = $"{act}-{name}" } : Field(name, usual) with { Id = $"{act}-{name}", Errors = [] };

    /// <summary>Whether the form of an act is open at once: it is what there is to do, or it was not filled in well.</summary>
    public bool IsOpen(string act, State? urgedIn = null) => act == Failed || State == urgedIn;

    public override string IdOf(string name) => $"{Failed}-{name}";

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    [Act("triageOrder")]
    public Task<IActionResult> OnPostTriageAsync(CancellationToken stop) => Take("triageOrder", async (by, now) =>
    {
        var village = VillageChoices.CodeOf(await choices.Of(Me.Station, stop), Village);
        return await new TriageRequest { Seats = SeatsAsked.Read(Seats), Urgency = Urgency, Village = village }.Said(order, by, now, db, stop);
    }, stop);

    [Act("withdrawOffer")]
    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken stop) => Take("withdrawOffer", (by, now) => new WithdrawRequest { Expert = Expert, Reason = Reason }.Said(by, now, db, stop), stop);

    [Act("answerOrder")]
    public Task<IActionResult> OnPostAnswerAsync(CancellationToken stop) => Take("answerOrder", (by, now) => new ClerkWords { Words = Words }.Answer(by, now), stop);

    [Act("giveUpOrder")]
    public Task<IActionResult> OnPostGiveUpAsync(CancellationToken stop) => Take("giveUpOrder", (by, now) => new ClerkWords { Words = Words }.GiveUp(by, now), stop);

    [Act("callBack")]
    public Task<IActionResult> OnPostCallBackAsync(CancellationToken stop) => Take("callBack", (by, now) => new CallBackRequest { Words = Words }.Said(by, now), stop);

    [Act("confirmOutcome")]
    public Task<IActionResult> OnPostConfirmAsync(CancellationToken stop) => Take("confirmOutcome", (by, now) => new ConfirmRequest { Outcome = Outcome, Words = Words }.Said(by, now, new Check()), stop);

    [Act("cancelOrder")]
    public Task<IActionResult> OnPostCancelAsync(CancellationToken stop) => Take("cancelOrder", (by, now) => new CancelRequest { Reason = Reason }.Said(by, now), stop);

    [Act("reopenOrder")]
    public Task<IActionResult> OnPostReopenAsync(CancellationToken stop) => Take("reopenOrder", (by, now) => new ReopenRequest { Reason = Reason }.Said(by, now), stop);

    /// <summary>Into one that the clerk may see as well.</summary>
    [Act("mergeOrder")]
    public Task<IActionResult> OnPostMergeAsync(CancellationToken stop) => Take("mergeOrder", (by, now) => new MergeRequest { Into = Into, Reason = Reason }.Said(by, now, db, other => May("mergeOrder", other.Station), stop), stop);

    [Act("assignExpert")]
    public async Task<IActionResult> OnPostAssignAsync(CancellationToken stop)
    {
        Pin? pin = null;
        return await Take("assignExpert", async (by, _) =>
        {
            pin = await shortlist.Pin(order, new AssignRequest { Expert = Expert, Seat = Seat, Reason = Reason }, by, stop);
            return pin.Excluded is { } why ? throw new BadInput("expert", $"Exclusion.{why}") : pin.Fact;
        }, stop, taken => pin!.Explain(taken));
    }

    private Task<IActionResult> Take<TFact>(string act, Func<Actor, DateTimeOffset, TFact> said, CancellationToken stop)
        where TFact : Fact => Take(act, (by, now) => Task.FromResult(said(by, now)), stop);

    /// <summary>The act, as the API would take it; but only on the order as it was seen.</summary>
    private async Task<IActionResult> Take<TFact>(string act, Func<Actor, DateTimeOffset, Task<TFact>> said, CancellationToken stop, Action<Order>? alongside = null)
        where TFact : Fact
    {
        if (!await Find(stop)) return NotFound();
        Require(act, order.Station);
        try
        {
            if (order.Version != Version) throw new SeenOtherwise();
            var fact = await said(Me.Actor, Now);
            var answer = await book.Act(order.Tracking, known => known.Version == Version ? fact : throw new SeenOtherwise(), stop, alongside);
            if (answer.Refusal is not { } refusal) return Taken(answer.Order!);
            Refused = Say.Of(refusal);
        }
        catch (SeenOtherwise)
        {
            if (await IsMine<TFact>(stop)) return Taken(order);
            Refused = Say["Changed"];
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors);
        }
        Failed = act;
        if (Errors.Count == 0) Response.StatusCode = StatusCodes.Status409Conflict;
        return await Show(stop);
    }

    /// <summary>Triage may have made it another station's.</summary>
    private RedirectResult Taken(Order now) => Redirect(May("listOrders", now.Station) ? $"/board/{now.Tracking}" : "/board");

    /// <summary>Whether what came first was the same button with the same words, pressed twice.</summary>
    private async Task<bool> IsMine<TFact>(CancellationToken stop) =>
        await db.Set<HistoryRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Order == order.Id && row.Version == Version + 1, stop) is { } next
        && (next.By, next.Fact, next.Why ?? "") == (Me.Actor, typeof(TFact).Name, (Words ?? Reason ?? "").Trim());

    private async Task<bool> Find(CancellationToken stop)
    {
        db.Forget();
        if (!TrackingNumber.TryParse(Tracking, out var number) || await book.Find(number, stop) is not { } found) return false;
        order = found;
        return true;
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        Require("listOrders", order.Station);
        View = await views.For(Me.Actor, order, stop);
        Version = order.Version;
        if (Can<Triaged>("triageOrder")) Villages = await choices.Of(Me.Station, stop);
        if (Can<Merged>("mergeOrder")) Same = await same.To(order, station => May("mergeOrder", station), stop);
        if (May("listCandidates", order.Station)) Candidates = await shortlist.Of(order, stop);
        return Page();
    }

    /// <summary>Somebody was quicker.</summary>
    private sealed class SeenOtherwise : Exception;
}
