using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.SignIn;

/// <summary>Signs in a clerk, an expert, the desk, the office or an administrator.</summary>
public sealed class SignInModel(Words say, Door door, Tries tries) : DispatchPage(say)
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Where to go on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>Why not; ends the key of what is said.</summary>
    public string? Refused { get; private set; }

    public IActionResult OnGet() => SignedIn.Of(User) is null ? Page() : Redirect("/account");

    public async Task<IActionResult> OnPostAsync()
    {
        var check = new Check();
        if (Login.ShowsNothing()) check.Fail("login", "Required");
        if (string.IsNullOrEmpty(Password)) check.Fail("password", "Required");
        if (check.Failed) return Complain(check.Errors);
        var from = HttpContext.Connection.RemoteIpAddress;
        if (!tries.Take("account", Name(Login!), from)) return Refuse("TooOften", StatusCodes.Status429TooManyRequests);
        var entry = await door.Enter(Login!.Trim(), Password!);
        if (entry != Entry.In) return Refuse($"{entry}", StatusCodes.Status400BadRequest);
        tries.GiveBack("account", Name(Login!), from);
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/account");
    }

    private static string Name(string login) => login.Trim().ToUpperInvariant();

    private PageResult Refuse(string why, int status)
    {
        Refused = why;
        Response.StatusCode = status;
        return Page();
    }
}
