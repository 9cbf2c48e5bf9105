using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Persistence;
using Dispatch.Web.Farmer.Following;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Before it is sent: what has been written, and what others nearby have reported.</summary>
[ComesInARush]
public sealed class SendModel(Words say, Drafts drafts, DispatchDb db, TimeProvider clock, Filings filings, SimilarOrders similar, Opened opened) : ReportPage(say, drafts, db, clock)
{
    public IReadOnlyList<SimilarOrder> Similar { get; private set; } = [];

    public string? Place { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        try
        {
            await ReadOrder.Read(Draft.Request(), Db, Now, Stop);
        }
        catch (BadInput bad)
        {
            return Step(StepOf(bad.Errors[0]));
        }
        Similar = await similar.To(Draft, Stop);
        var (town, village) = (await Db.Set<Town>().FirstOrDefaultAsync(town => town.Code == Draft.Town, Stop), await Db.Set<Village>().FirstOrDefaultAsync(village => village.Code == Draft.Village, Stop));
        Place = string.Join(' ', new[] { town?.Name, village?.ShortName, Draft.Whereabouts }.Where(part => !part.ShowsNothing()));
        return Page();
    }

    /// <summary>The report's own name makes the order's id: a second tap, a reload and a way back all lead to the one order.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            Check.TryPhone(Draft.Phone, out var phone);
            var (order, _) = await SubmitOrder.Take(Draft.Request(), OrderId.For($"report:{Id}"), new Actor(Role.Farmer, phone), filings, Db, Now, Stop);
            Keep(new Draft { Sent = order.Tracking.Value });
            opened.Open(HttpContext, order.Tracking);
            return Step("sent");
        }
        catch (BadInput bad)
        {
            return Step(StepOf(bad.Errors[0]));
        }
    }

    private static string StepOf(FieldError error) => NameOf(error) switch
    {
        "farmerName" or "farmerPhone" => "who",
        "town" or "village" or "whereabouts" => "where",
        _ => "",
    };
}
