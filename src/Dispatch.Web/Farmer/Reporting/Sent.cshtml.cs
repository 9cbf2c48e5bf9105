using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>The number to keep, and what happens next.</summary>
public sealed class SentModel(Words say, Drafts drafts, DispatchDb db, TimeProvider clock) : ReportPage(say, drafts, db, clock)
{
    public IActionResult OnGet() => Draft.Sent is null ? Step("send") : Page();
}
