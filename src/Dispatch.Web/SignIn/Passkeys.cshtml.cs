using System.Buffers.Text;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.SignIn;

/// <summary>One's own passkeys: adds one, under a name, and removes them.</summary>
public sealed class PasskeysModel(Words say, Door door) : StaffPage(say)
{
    public const int LongestName = 50;

    [BindProperty]
    public string? PasskeyName { get; set; }

    [BindProperty]
    public string? Before { get; set; }

    /// <summary>What the authenticator said, as JSON; empty where it was not asked.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>Which is to be removed.</summary>
    [BindProperty]
    public string? Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Changed { get; set; }

    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    public async Task<IActionResult> OnGetAsync() => await Mine() is { } account ? await Show(account) : await Out();

    /// <summary>What the browser is to ask its authenticator: only for who knows the password, so that an open screen is not enough.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        if (PasskeyName.ShowsNothing() || string.IsNullOrEmpty(Before)) return BadRequest();
        if (await Mine() is not { } account || !await door.Knows(account, Before)) return BadRequest();
        return Content(await door.AskForNewPasskey(account), "application/json");
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (await Mine() is not { } account) return await Out();
        var check = new Check();
        var name = check.Text("passkeyName", PasskeyName, LongestName);
        if (string.IsNullOrEmpty(Before)) check.Fail("before", "Required");
        else if (!check.Failed && string.IsNullOrEmpty(Credential)) check.Fail("before", nameof(IdentityErrorDescriber.PasswordMismatch));
        if (!check.Failed && !await door.KeepPasskey(account, name, Credential!)) check.Fail("passkeyName", "PasskeyRefused");
        if (!check.Failed) return Redirect("/account/passkeys?changed=true");
        Complain(check.Errors);
        return await Show(account);
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (await Mine() is not { } account) return await Out();
        if (Passkey(await door.UserManager.GetPasskeysAsync(account)) is { } passkey) await door.RemovePasskey(account, passkey);
        return Redirect("/account/passkeys?changed=true");
    }

    private UserPasskeyInfo? Passkey(IEnumerable<UserPasskeyInfo> passkeys) => passkeys.FirstOrDefault(passkey => IdOf(passkey) == Id);

    /// <summary>Null when it was closed or locked meanwhile.</summary>
    private async Task<Account?> Mine() =>
        await door.UserManager.GetUserAsync(User) is { ClosedAt: null } account && !await door.UserManager.IsLockedOutAsync(account) ? account : null;

    private async Task<IActionResult> Show(Account account)
    {
        Passkeys = [.. (await door.UserManager.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];
        return Page();
    }

    private async Task<IActionResult> Out()
    {
        await door.SignOutAsync();
        return Redirect("/sign-in");
    }
}
