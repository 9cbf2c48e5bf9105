using Dispatch.Accounts;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Experts;

/// <summary>Gives an expert the address under which a phone's calendar reads their visits and lectures, and takes it back.</summary>
[Act("listOffers")]
public sealed class CalendarModel(Words say, CalendarAddresses addresses) : ExpertPage(say)
{
    /// <summary>Since when there is one.</summary>
    public DateTimeOffset? MadeAt { get; private set; }

    /// <summary>Shown this once.</summary>
    public string? Address { get; private set; }

    public async Task OnGetAsync(CancellationToken stop) => MadeAt = await addresses.MadeAt(Mine, stop);

    public async Task OnPostMakeAsync(CancellationToken stop)
    {
        Address = $"{Request.Scheme}://{Request.Host}{CalendarFeed.PathOf(await addresses.Make(Mine, stop))}";
        await OnGetAsync(stop);
    }

    public async Task<RedirectResult> OnPostTakeBackAsync(CancellationToken stop)
    {
        await addresses.TakeBack(Mine, stop);
        return Redirect("/expert/calendar");
    }
}
