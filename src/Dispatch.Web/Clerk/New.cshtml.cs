using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk;

/// <summary>Files an order for somebody on the phone: one page, from field to field by the tabulator, sent with Enter.</summary>
[Act("submitOrder")]
public sealed class NewModel(Words say, OrderBook book, VillageChoices choices, DispatchDb db, TimeProvider clock) : StaffPage(say)
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

    /// <summary>Those of the clerk's station; all for who has none.</summary>
    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    public IReadOnlyList<Choice> Urgencies => [.. new[] { Domain.Orders.Urgency.Normal, Domain.Orders.Urgency.Urgent, Domain.Orders.Urgency.Low }.Select(urgency => new Choice($"{urgency}", Say[$"Urgency.{urgency}"]))];

    public async Task OnGetAsync(string? filed, CancellationToken stop)
    {
        if (TrackingNumber.TryParse(filed, out var number)) Filed = number.Value;
        (Villages, Urgency) = (await choices.Of(Me.Station, stop), nameof(Domain.Orders.Urgency.Normal));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        Villages = await choices.Of(Me.Station, stop);
        var request = new OrderRequest
        {
            FarmerPhone = FarmerPhone,
            FarmerName = FarmerName,
            Village = VillageChoices.CodeOf(Villages, Village),
            Difficulty = Difficulty,
            Urgency = Urgency,
            Channel = nameof(Domain.Orders.Channel.Phone),
        };
        try
        {
            if (Village.ShowsNothing()) throw new BadInput("village", "Required");
            var (order, _) = await SubmitOrder.Take(request, OrderId.For($"clerk:{Key}:{FarmerPhone}:{FarmerName}:{Village}:{Urgency}:{Difficulty}"), Me.Actor, book, db, clock.GetUtcNow(), stop);
            // Here and not at the order: which station it belongs to is found out in a moment, and it may be another.
            return Redirect($"/board/new?filed={order.Tracking}");
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
    }
}
