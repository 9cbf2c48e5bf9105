using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.SignIn;

/// <summary>Changes one's own password.</summary>
public sealed class PasswordModel(Words say, AccountBook book, Door door) : StaffPage(say)
{
    [BindProperty]
    public string? Before { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var check = new Check();
        if (string.IsNullOrEmpty(Before)) check.Fail("before", "Required");
        if (string.IsNullOrEmpty(Password)) check.Fail("password", "Required");
        else if (Again != Password) check.Fail("again", "PasswordsDiffer");
        if (check.Failed) return Complain(check.Errors);
        var account = await door.UserManager.GetUserAsync(User);
        if (account is not { ClosedAt: null }) return await Out();
        if (await door.UserManager.IsLockedOutAsync(account)) return await Out();
        var wrong = await book.Change(account, Before!, Password!);
        if (wrong.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch))) await door.UserManager.AccessFailedAsync(account);
        if (wrong.Count > 0) return Complain(wrong.Select(In));
        await door.RefreshSignInAsync(account);
        return Redirect("/account?changed=true");
    }

    public Task<RedirectResult> OnPostOutAsync() => Out();

    /// <summary>Whoever tries another's password at an open screen has no more tries than at the door.</summary>
    private async Task<RedirectResult> Out()
    {
        await door.SignOutAsync();
        return Redirect("/sign-in");
    }

    private static FieldError In(IdentityError error) =>
        error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? new FieldError("before", error.Code) : new FieldError("password", error.Code);
}
