using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk;

/// <summary>Files an order for somebody on the phone: one page, from field to field by the tabulator, sent with Enter.</summary>
[Act("submitOrder")]
public sealed class NewModel(Words say, Filings filings, Limits limits, VillageChoices choices, ExpertChoices people, DispatchDb db, TimeProvider clock) : StaffPage(say)
{
    /// <summary>Names the order, with what is in it: a page that is sent twice files it once, and one that is gone back to and filled in anew files another.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.CreateVersion7();

    /// <summary>The number of the order that was filed last.</summary>
    public string? Filed { get; private set; }

    [BindProperty]
    public string? FarmerPhone { get; set; }

    [BindProperty]
    public string? FarmerName { get; set; }

    /// <summary>"狼山镇富强村", or its code.</summary>
    [BindProperty]
    public string? Village { get; set; }

    [BindProperty]
    public string? Difficulty { get; set; }

    [BindProperty]
    public string? Urgency { get; set; }

    /// <summary>A skill with its level for each seat, two or more for a team; empty ones are left out.</summary>
    [BindProperty]
    public IReadOnlyList<string?> Seats { get; set; } = [];

    /// <summary>Code of the expert the farmer would like, or who is sent on a plan.</summary>
    [BindProperty]
    public string? AskedFor { get; set; }

    /// <summary>For a visit on a plan: when, as the clock there shows it.</summary>
    [BindProperty]
    public string? PlannedFor { get; set; }

    /// <summary>Whether there is more to it than an ordinary order.</summary>
    public bool IsMore => Seats.Any(need => !string.IsNullOrEmpty(need)) || !AskedFor.ShowsNothing() || !PlannedFor.ShowsNothing();

    public IReadOnlyList<Choice> Skills => [new Choice("", Say["Seats.Unknown"]), .. SeatsAsked.Choices(Say)];

    public IReadOnlyList<Choice> Experts { get; private set; } = [];

    /// <summary>Those of the clerk's station; all for who has none.</summary>
    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    public IReadOnlyList<Choice> Urgencies => [.. new[] { Domain.Orders.Urgency.Normal, Domain.Orders.Urgency.Urgent, Domain.Orders.Urgency.Low }.Select(urgency => new Choice($"{urgency}", Say[$"Urgency.{urgency}"]))];

    /// <param name="filed">The number of the order that was filed last.</param>
    /// <param name="expert">With whom a visit is to be planned.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task OnGetAsync(string? filed, string? expert, CancellationToken stop)
    {
        if (TrackingNumber.TryParse(filed, out var number)) Filed = number.Value;
        (AskedFor, Urgency) = (expert, nameof(Domain.Orders.Urgency.Normal));
        await ReadChoices(stop);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await ReadChoices(stop);
        try
        {
            var (order, _) = await SubmitOrder.Take(Said(), OrderId.For(Name), Me.Actor, filings, db, clock.GetUtcNow(), stop);
            // Here and not at the order: which station it belongs to is found out in a moment, and it may be another.
            return Redirect($"/board/new?filed={order.Tracking}");
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
    }

    /// <summary>By which it is known when it is sent again.</summary>
    private string Name => $"clerk:{Key}:{FarmerPhone}:{FarmerName}:{Village}:{Urgency}:{Difficulty}" + (IsMore ? $":{string.Join(',', Seats)}:{AskedFor}:{PlannedFor}" : "");

    /// <exception cref="BadInput">There is no village, or no time in what was typed as one.</exception>
    private OrderRequest Said()
    {
        var check = new Check();
        if (Village.ShowsNothing()) check.Fail("village", "Required");
        var planned = LocalTime.Read(check, "plannedFor", PlannedFor, limits.FieldHours.Zone);
        check.Done();
        return new OrderRequest
        {
            FarmerPhone = FarmerPhone,
            FarmerName = FarmerName,
            Village = VillageChoices.CodeOf(Villages, Village),
            Difficulty = Difficulty,
            Urgency = Urgency,
            Channel = nameof(Domain.Orders.Channel.Phone),
            Seats = SeatsAsked.Read(Seats),
            AskedFor = ExpertChoices.CodeOf(Experts, AskedFor),
            PlannedFor = planned,
        };
    }

    private async Task ReadChoices(CancellationToken stop)
    {
        Villages = await choices.Of(Me.Station, stop);
        Experts = await people.All(stop);
    }
}
