using System.Security.Cryptography;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Accounts;

/// <summary>A person who is to have an account.</summary>
/// <param name="Login">What is typed to sign in: letters, digits, and - . _ @ +</param>
/// <param name="Name">What the person is called.</param>
/// <param name="Role">Clerk, expert, desk, office or administrator.</param>
/// <param name="Station">Of a clerk, the station's code.</param>
/// <param name="Expert">Of an expert, the expert's code.</param>
public sealed record Newcomer(string Login, string Name, Role Role, string? Station = null, string? Expert = null);

/// <summary>What stands in the way of an account. Each has a sentence in Texts under "AccountTrouble.…".</summary>
public enum AccountTrouble { LoginTaken, LoginUnusable, NoRoleWithAccount, NoSuchStation, NoSuchExpert, StationMissing, ExpertMissing, NotOfThatRole, NoSuchAccount, AccountClosed }

/// <summary>Who among people may sign in.</summary>
public sealed class AccountBook(UserManager<Account> accounts, DispatchDb db, TimeProvider clock)
{
    /// <summary>How long a password that somebody else has seen is good for.</summary>
    public static readonly TimeSpan OneTimeLife = TimeSpan.FromDays(7);

    private const string First = "admin";

    /// <summary>Makes an account with a password made by chance.</summary>
    /// <param name="who">Whose.</param>
    /// <param name="oneTime">Whether the person must change the password at once.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The password, which is kept nowhere; or why there is none.</returns>
    public async Task<(string? Password, AccountTrouble? Trouble)> Add(Newcomer who, bool oneTime, CancellationToken stop)
    {
        var (station, expert) = (await StationOf(who.Station, stop), await ExpertOf(who.Expert, stop));
        if (Hindrance(who, station, expert) is { } hindrance) return (null, hindrance);
        var now = clock.GetUtcNow();
        var account = new Account { Id = Guid.CreateVersion7(), UserName = who.Login, Name = who.Name, Role = who.Role, Station = station, Expert = expert, MadeAt = now, LockoutEnabled = true };
        if (oneTime) account.OneTimeUntil = now + OneTimeLife;
        var password = Password();
        var made = await accounts.CreateAsync(account, password);
        return made.Succeeded ? (password, null)
            : (null, made.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? AccountTrouble.LoginTaken : AccountTrouble.LoginUnusable);
    }

    /// <summary>The first account, where there is none yet: an administrator.</summary>
    /// <returns>Login and password; null when there are accounts, or another process makes it at this moment.</returns>
    public async Task<(string Login, string Password)?> AddFirst(CancellationToken stop)
    {
        if (await db.Set<Account>().AnyAsync(stop)) return null;
        try
        {
            return (await Add(new Newcomer(First, "管理员", Role.Administrator), oneTime: true, stop)).Password is { } password ? (First, password) : null;
        }
        catch (DbUpdateException) when (!stop.IsCancellationRequested)
        {
            db.Forget();
            if (await db.Set<Account>().AnyAsync(stop)) return null;
            throw;
        }
    }

    /// <summary>Another password by chance, to be changed at once; passkeys and the calendar's address are gone, whoever is signed in is signed out, and who was locked out may try again.</summary>
    public async Task<(string? Password, AccountTrouble? Trouble)> Reset(string login, CancellationToken stop)
    {
        if (await Find(login, stop) is { ClosedAt: not null }) return (null, AccountTrouble.AccountClosed);
        var password = Password();
        var trouble = await Alter(login, async account =>
        {
            db.RemoveRange(await db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == account.Id).ToListAsync(stop));
            await TakeBackCalendar(account, stop);
            (account.PasswordHash, account.OneTimeUntil) = (accounts.PasswordHasher.HashPassword(account, password), clock.GetUtcNow() + OneTimeLife);
            (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        }, stop);
        return trouble is null ? (password, null) : (null, trouble);
    }

    /// <summary>The person's own password from now on.</summary>
    /// <returns>What is wrong with it, or with the one before.</returns>
    public async Task<IReadOnlyList<IdentityError>> Change(Account account, string before, string password)
    {
        if (password == before) return [new IdentityError { Code = "PasswordUnchanged", Description = "" }];
        var until = account.OneTimeUntil;
        account.OneTimeUntil = null;
        var changed = await accounts.ChangePasswordAsync(account, before, password);
        // Whoever counts the wrong try saves the account, and must not save this with it.
        if (!changed.Succeeded) account.OneTimeUntil = until;
        return [.. changed.Errors];
    }

    /// <summary>Nobody signs in with it any more, who is signed in is signed out, and the calendar's address is gone.</summary>
    public Task<AccountTrouble?> Close(string login, CancellationToken stop) => Alter(
        login,
        account =>
        {
            account.ClosedAt ??= clock.GetUtcNow();
            return TakeBackCalendar(account, stop);
        },
        stop);

    /// <summary>Whoever found the phone has the address as well.</summary>
    private async Task TakeBackCalendar(Account account, CancellationToken stop) =>
        db.RemoveRange(await db.Set<CalendarAddress>().Where(address => address.Expert == account.Expert).ToListAsync(stop));

    /// <summary>All there were, by login.</summary>
    public Task<List<Account>> List(CancellationToken stop) => db.Set<Account>().AsNoTracking().OrderBy(account => account.NormalizedUserName).ToListAsync(stop);

    /// <summary>Changes it, and whoever is signed in with it is out. Begins again when somebody signs in, or tries to, at this very moment.</summary>
    private async Task<AccountTrouble?> Alter(string login, Func<Account, Task> change, CancellationToken stop)
    {
        while (await Find(login, stop) is { } account)
        {
            await change(account);
            var kept = await accounts.UpdateSecurityStampAsync(account);
            if (kept.Succeeded) return null;
            if (kept.Errors.Any(error => error.Code != nameof(IdentityErrorDescriber.ConcurrencyFailure))) throw new InvalidOperationException($"The account {login} can't be kept: {kept}");
            db.Forget();
        }
        return AccountTrouble.NoSuchAccount;
    }

    private Task<Account?> Find(string login, CancellationToken stop)
    {
        var normal = accounts.NormalizeName(login);
        return db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == normal, stop);
    }

    private static AccountTrouble? Hindrance(Newcomer who, StationId? station, ExpertId? expert) => who switch
    {
        { Login.Length: > Account.LongestLogin } => AccountTrouble.LoginUnusable,
        { Role: Role.Farmer or Role.Engine } => AccountTrouble.NoRoleWithAccount,
        { Station: not null } when station is null => AccountTrouble.NoSuchStation,
        { Expert: not null } when expert is null => AccountTrouble.NoSuchExpert,
        { Role: Role.Clerk, Station: null } => AccountTrouble.StationMissing,
        { Role: Role.Expert, Expert: null } => AccountTrouble.ExpertMissing,
        { Role: not Role.Clerk, Station: not null } or { Role: not Role.Expert, Expert: not null } => AccountTrouble.NotOfThatRole,
        _ => null,
    };

    private async Task<StationId?> StationOf(string? code, CancellationToken stop) =>
        code is null ? null : (await db.Set<Station>().AsNoTracking().FirstOrDefaultAsync(station => station.Code == code, stop))?.Id;

    private async Task<ExpertId?> ExpertOf(string? code, CancellationToken stop) =>
        code is null ? null : (await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Code == code, stop))?.Id;

    /// <summary>55 bits by chance, and none of the letters that are taken for others when they are read out: "KWTR-mqxw-4927-hb".</summary>
    private static string Password() => string.Join('-',
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRTUVWXY", 4), RandomNumberGenerator.GetString("abcdefghkmnpqrtuvwxy", 4),
        RandomNumberGenerator.GetString("2346789", 4), RandomNumberGenerator.GetString("abcdefghkmnpqrtuvwxy", 2));
}
