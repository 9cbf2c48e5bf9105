using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Begins a report, under a name of its own: whatever is sent twice under it is one order.</summary>
public sealed class StartModel : PageModel
{
    public IActionResult OnGet() => Redirect($"/report/{Guid.CreateVersion7():N}{Request.QueryString}");
}
