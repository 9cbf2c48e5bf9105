using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dispatch.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
public enum Entry
{
    In,
    Wrong,
    TooLate,
    /// <summary>The passkey is none of ours, or its account is closed or locked.</summary>
    NoPasskey,
    /// <summary>The organisation knows the person, and there is no account of that login that is open.</summary>
    NoAccount,
}

/// <summary>Lets in who has an account that is open, and knows its password, has its passkey, or is vouched for by the organisation.</summary>
public sealed class Door(
    UserManager<Account> accounts, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Account> factory, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, TimeProvider clock)
    : SignInManager<Account>(accounts, http, factory, options, log, schemes, confirmation)
{
    /// <summary>Closed ones can't.</summary>
    public override Task<bool> CanSignInAsync(Account user) => Task.FromResult(user.ClosedAt is null);

    /// <summary>Signs in. No account, a closed one, a locked one and a wrong password cost one hashing each, and get the same answer.</summary>
    public async Task<Entry> Enter(string login, string password)
    {
        if (await UserManager.FindByNameAsync(login) is not { ClosedAt: null } account || await UserManager.IsLockedOutAsync(account))
        {
            UserManager.PasswordHasher.HashPassword(new Account { Name = "", Role = default, MadeAt = default }, password);
            return Entry.Wrong;
        }
        var answer = await CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!answer.Succeeded) return Entry.Wrong;
        if (account.OneTimeUntil < clock.GetUtcNow()) return Entry.TooLate;
        await SignInAsync(account, isPersistent: false);
        return Entry.In;
    }

    /// <summary>Signs in who has shown a passkey; a password that must be changed first has to be changed first.</summary>
    /// <param name="credential">What the authenticator said, as JSON.</param>
    public async Task<Entry> EnterByPasskey(string credential)
    {
        if (await Shown(PerformPasskeyAssertionAsync, credential) is not { } shown || !IsGood(shown.Succeeded, shown.Failure)) return Entry.NoPasskey;
        if (shown.User is not { ClosedAt: null, OneTimeUntil: null } account || await UserManager.IsLockedOutAsync(account)) return Entry.NoPasskey;
        if (!(await UserManager.AddOrUpdatePasskeyAsync(account, shown.Passkey!)).Succeeded) return Entry.NoPasskey;
        await SignInAsync(account, isPersistent: false);
        return Entry.In;
    }

    /// <summary>
    /// Signs in whom the organisation vouches for. A password that somebody else has seen has no use any more, and is none from then on.
    /// </summary>
    public async Task<Entry> EnterVouchedFor(string? login)
    {
        if (login is null || await UserManager.FindByNameAsync(login) is not { ClosedAt: null } account || await UserManager.IsLockedOutAsync(account)) return Entry.NoAccount;
        if (account.OneTimeUntil is not null)
        {
            (account.PasswordHash, account.OneTimeUntil) = (null, null);
            // Whoever has come in with that password is out, and not let on by its end.
            if (!(await UserManager.UpdateSecurityStampAsync(account)).Succeeded) return Entry.NoAccount;
        }
        await SignInAsync(account, isPersistent: false);
        return Entry.In;
    }

    /// <summary>Whether this is the account's password; five wrong ones lock it, as at the door.</summary>
    public async Task<bool> Knows(Account account, string password) => (await CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;

    /// <returns>What the browser is to ask its authenticator, as JSON.</returns>
    public Task<string> AskForNewPasskey(Account account) =>
        MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.Name });

    /// <summary>Keeps a new passkey, if it answers what was asked for this account. Whoever is signed in elsewhere is out.</summary>
    public async Task<bool> KeepPasskey(Account account, string name, string credential)
    {
        if (await Shown(PerformPasskeyAttestationAsync, credential) is not { } made || !IsGood(made.Succeeded, made.Failure) || made.UserEntity!.Id != account.Id.ToString()) return false;
        made.Passkey!.Name = name;
        if (!(await UserManager.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded) return false;
        await Renew(account);
        return true;
    }

    /// <summary>It opens nothing any more, and whoever is signed in elsewhere is out.</summary>
    public async Task RemovePasskey(Account account, UserPasskeyInfo passkey)
    {
        await UserManager.RemovePasskeyAsync(account, passkey.CredentialId);
        await Renew(account);
    }

    /// <summary>Why it is not is for the log: it tells whether a proxy hides the host, or somebody tries.</summary>
    private bool IsGood(bool succeeded, PasskeyException? failure)
    {
        if (!succeeded) Logger.LogWarning("A passkey was refused: {Why}", failure?.Message);
        return succeeded;
    }

    private async Task Renew(Account account)
    {
        await UserManager.UpdateSecurityStampAsync(account);
        await RefreshSignInAsync(account);
    }

    /// <summary>Null when nothing was asked of the authenticator before: Identity takes that for a fault of ours, but anybody can send a form.</summary>
    private async Task<T?> Shown<T>(Func<string, Task<T>> perform, string credential)
        where T : class
    {
        try
        {
            return await perform(credential);
        }
        catch (InvalidOperationException nothingAsked)
        {
            Logger.LogWarning("A passkey was shown without having been asked for: {Why}", nothingAsked.Message);
            return null;
        }
    }
}
