using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.SignIn;

/// <summary>Signs in a clerk, an expert, the desk, the office or an administrator.</summary>
public sealed class SignInModel(Words say, Door door, Tries tries, Settings settings) : DispatchPage(say)
{
    /// <summary>What went wrong at the organisation's sign-in, from where one is sent back here.</summary>
    private static readonly string[] Elsewhere = ["NoAccount", "SingleFailed", "SingleDown"];

    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>What a passkey's authenticator said, as JSON.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>Where to go on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>Whether one has just signed out.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Left { get; set; }

    /// <summary>Why not; ends the key of what is said.</summary>
    public string? Refused { get; private set; }

    /// <summary>What the organisation's own sign-in is called; null where there is none.</summary>
    public string? Single => !settings.SingleSignOn.IsOn ? null : Say.IsEnglish ? settings.SingleSignOn.NameInEnglish : settings.SingleSignOn.Name;

    public IActionResult OnGet(string? why)
    {
        Refused = Elsewhere.Contains(why) ? why : null;
        return SignedIn.Of(User) is null ? Page() : Redirect("/account");
    }

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
        return GoOn();
    }

    /// <summary>What the browser is to ask its authenticator: for any passkey of this service.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await door.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync()
    {
        var entry = string.IsNullOrEmpty(Credential) ? Entry.NoPasskey : await door.EnterByPasskey(Credential);
        return entry == Entry.In ? GoOn() : Refuse($"{entry}", StatusCodes.Status400BadRequest);
    }

    private static string Name(string login) => login.Trim().ToUpperInvariant();

    private LocalRedirectResult GoOn() => LocalRedirect(Url.To(Back, "/account"));

    private PageResult Refuse(string why, int status)
    {
        Refused = why;
        Response.StatusCode = status;
        return Page();
    }
}
