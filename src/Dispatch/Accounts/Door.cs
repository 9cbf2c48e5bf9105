using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dispatch.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
public enum Entry { In, Wrong, TooLate }

/// <summary>Lets in who has an account that is open, and knows its password.</summary>
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
}
