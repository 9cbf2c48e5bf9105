using Dispatch.Accounts;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.SignIn;

/// <summary>Who one is here, what one may do, and the way out.</summary>
public sealed class AccountModel(Words say, Door door, DispatchDb db) : StaffPage(say)
{
    /// <summary>The name of a clerk's station.</summary>
    public string? Station { get; private set; }

    [BindProperty(SupportsGet = true)]
    public bool Changed { get; set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        if (Me.Station is { } id) Station = await db.Set<Station>().Where(station => station.Id == id).Select(station => station.Name).FirstOrDefaultAsync(stop);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await door.SignOutAsync();
        return Redirect("/sign-in?left=true");
    }
}
