using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>Files an order for somebody on the phone: one page, from field to field by the tabulator, sent with Enter.</summary>
[Act("submitOrder")]
public sealed class NewModel(Words say, OrderBook book, DispatchDb db, TimeProvider clock) : StaffPage(say)
{
    /// <summary>Names the order: a page that is sent twice files it once.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.CreateVersion7();

    /// <summary>The number of the order that was filed last.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Filed { get; set; }

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

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (!TrackingNumber.TryParse(Filed, out _)) Filed = null;
        (Villages, Urgency) = (await Known(stop), nameof(Domain.Orders.Urgency.Normal));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        Villages = await Known(stop);
        var request = new OrderRequest
        {
            FarmerPhone = FarmerPhone,
            FarmerName = FarmerName,
            // As it is in the list, or as the API would take it.
            Village = Villages.FirstOrDefault(village => village.Value == Village?.Trim())?.Hint ?? Village,
            Difficulty = Difficulty,
            Urgency = Urgency,
            Channel = nameof(Domain.Orders.Channel.Phone),
        };
        try
        {
            if (Village.ShowsNothing()) throw new BadInput("village", "Required");
            var (order, _) = await SubmitOrder.Take(request, OrderId.For($"clerk:{Key}"), Me.Actor, book, db, clock.GetUtcNow(), stop);
            // Here and not at the order: which station it belongs to is found out in a moment, and it may be another.
            return Redirect($"/board/new?filed={order.Tracking}");
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
    }

    private async Task<IReadOnlyList<Choice>> Known(CancellationToken stop)
    {
        var own = Me.Station is { } id ? await db.Set<Station>().AsNoTracking().Where(station => station.Id == id).Select(station => station.Territory).FirstOrDefaultAsync(stop) : null;
        var towns = await db.Set<Town>().AsNoTracking().ToDictionaryAsync(town => town.Code, town => town.Name, stop);
        var villages = await db.Set<Village>().AsNoTracking().OrderBy(village => village.Code).ToListAsync(stop);
        return [.. villages.OrderByDescending(village => own?.Contains(village.Code) == true).Select(village => new Choice($"{towns.GetValueOrDefault(village.TownCode)}{village.ShortName}", village.ShortName, village.Code))];
    }
}
