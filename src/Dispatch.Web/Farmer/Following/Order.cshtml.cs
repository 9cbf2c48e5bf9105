using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Visiting;
using Dispatch.Web.Farmer.Mine;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Dispatch.Web.Farmer.Following;

/// <summary>One order, opened: what has happened and what comes next, and what its farmer can say now.</summary>
[ShowsPersons("tracking", Act = "trackOrder")]
[RequestSizeLimit(SentPhotos.MostBytes), RequestFormLimits(MultipartBodyLengthLimit = SentPhotos.MostBytes)]
public sealed class OrderModel(Words say, OrderBook book, OrderViews views, PlaceInQueue queue, Opened opened, FarmersDoor door, SentPhotos sent, DispatchDb db, TimeProvider clock) : DispatchPage(say)
{
    private TrackingNumber number;

    [BindProperty(SupportsGet = true)]
    public string Tracking { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    /// <summary>Not solved, and nobody is to come again.</summary>
    [BindProperty]
    public bool Enough { get; set; }

    /// <summary>SHA-256 of photos that came with this form before something else in it was wrong.</summary>
    [BindProperty]
    public IReadOnlyList<string> Kept { get; set; } = [];

    /// <summary>Those of them that are not to go with it after all.</summary>
    [BindProperty]
    public IReadOnlyList<string> Drop { get; set; } = [];

    public OrderView Order { get; private set; } = null!;

    public WhatMayBeSaid May { get; private set; } = null!;

    /// <summary>From 1; null when it is not waiting.</summary>
    public int? Place { get; private set; }

    /// <summary>Whether it is one of the orders of who has signed in with a code.</summary>
    public bool IsMine { get; private set; }

    /// <summary>Why what was said last was not taken.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>Ends the keys of what it says about now and next.</summary>
    public string Now => Order.State == State.Closed ? $"{Order.State}.{Order.Outcome}" : $"{Order.State}";

    /// <summary>Where its photos are.</summary>
    public string Photos => $"/follow/{number}/photos";

    /// <summary>Who is on the way, or there.</summary>
    public IEnumerable<SeatView> Coming => Order.Seats.Where(seat => seat.State is SeatState.Accepted or SeatState.Arrived && seat.ExpertName is not null);

    public IReadOnlyList<Choice> Outcomes => [.. new[] { Domain.Orders.Outcome.Solved, Domain.Orders.Outcome.PartlySolved, Domain.Orders.Outcome.NotSolved }.Select(outcome => new Choice($"{outcome}", Say[$"Outcome.{outcome}"], Say.Find($"Outcome.{outcome}.Hint")))];

    /// <summary>Who has not opened it is asked for the number and the phone.</summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        context.Result = !TrackingNumber.TryParse(Tracking, out number) ? NotFound()
            : !(IsMine = await door.Owns(HttpContext, number)) && !opened.IsOpen(HttpContext, number) ? Redirect($"/follow?number={number}")
            : null;
        if (context.Result is null) await next();
    }

    public Task<IActionResult> OnGetAsync() => Show();

    public Task<IActionResult> OnPostCancelAsync() => Take((by, now) => new CancelRequest { Reason = Reason }.Said(by, now));

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var check = new Check();
        var photos = Kept = await check.Photos(SentPhotos.Field, await sent.With([.. Kept.Except(Drop)], Request, check), db, HttpContext.RequestAborted);
        return await Take(
            (by, now) => new ConfirmRequest { Outcome = Outcome, Words = Words, VisitAgain = !Enough }.Said(by, now, check),
            order => ConfirmOutcome.Note(db, order, photos));
    }

    public Task<IActionResult> OnPostReopenAsync() => Take((by, now) => new ReopenRequest { Reason = Reason }.Said(by, now));

    /// <summary>On a phone that others use as well.</summary>
    public IActionResult OnPostClose()
    {
        Opened.Close(HttpContext, number);
        return Redirect("/");
    }

    /// <summary>The farmer's word on the order, as the API would take it.</summary>
    private async Task<IActionResult> Take(Func<Actor, DateTimeOffset, Fact> said, Action<Order>? alongside = null)
    {
        if (await book.Find(number, HttpContext.RequestAborted) is not { } order) return NotFound();
        try
        {
            var fact = said(Farmer(order), clock.GetUtcNow());
            var answer = await book.Act(number, _ => fact, HttpContext.RequestAborted, alongside);
            if (answer.Refusal is null or Refusal.AlreadyDone) return Redirect($"/follow/{number}");
            Refused = answer.Refusal;
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors);
        }
        return await Show();
    }

    private async Task<IActionResult> Show()
    {
        if (await book.Find(number, HttpContext.RequestAborted) is not { } order) return NotFound();
        Order = await views.For(Farmer(order), order, HttpContext.RequestAborted);
        May = WhatMayBeSaid.Of(order, book.Limits, clock.GetUtcNow());
        Place = await queue.Of(order, HttpContext.RequestAborted);
        return Page();
    }

    private static Actor Farmer(Order order) => new(Role.Farmer, order.FarmerPhone);
}
