using Dispatch.Accounts;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Farmer.Mine;

/// <summary>A page from which a code can be sent, so many an hour to a phone and for an address; what was asked for and used is not counted, because a village may have one address.</summary>
public abstract class AskingPage(Words say, FarmersDoor door, FarmerCodes codes, Tries tries) : DispatchPage(say)
{
    private protected const string Asking = "farmer's phone";

    public bool NoTriesLeft { get; private set; }

    protected FarmersDoor Door => door;

    protected FarmerCodes Codes => codes;

    protected Tries Tries => tries;

    /// <summary>Has a code sent, and goes to where it is typed.</summary>
    protected async Task<IActionResult> Ask(string phone)
    {
        if (!tries.Take(Asking, phone, HttpContext.Connection.RemoteIpAddress)) return Wait();
        await codes.Ask(phone, Say.Language, HttpContext.RequestAborted);
        door.Remember(HttpContext, phone);
        return Redirect("/my/code");
    }

    protected PageResult Wait()
    {
        NoTriesLeft = true;
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = "3600";
        return Page();
    }
}
