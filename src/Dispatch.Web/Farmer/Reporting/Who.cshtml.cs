using Dispatch.Persistence;
using Dispatch.Web.Farmer.Mine;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Step 3: whom to call.</summary>
public sealed class WhoModel(Words say, Drafts drafts, DispatchDb db, TimeProvider clock, FarmersDoor door) : ReportPage(say, drafts, db, clock)
{
    [BindProperty]
    public string? FarmerName { get; set; }

    [BindProperty]
    public string? FarmerPhone { get; set; }

    /// <summary>Who has signed in need not write again what is known.</summary>
    public async Task OnGetAsync() => (FarmerName, FarmerPhone) = Draft.Phone is null && await door.Known(HttpContext) is { } known ? (known.Name, known.Phone) : (Draft.Name, Draft.Phone);

    public async Task<IActionResult> OnPostAsync()
    {
        var draft = Draft with { Name = FarmerName, Phone = FarmerPhone };
        var wrong = await Wrong(draft, "farmerName", "farmerPhone");
        if (wrong.Count > 0) return Complain(wrong);
        Keep(draft);
        return Step("send");
    }
}
