using Dispatch.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Accounts;

/// <summary>Who is at the door: a person with an account, or a machine with a key.</summary>
public static class AccountsSetup
{
    /// <summary>A working day; longer for who goes on working.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromHours(10);

    /// <summary>After this an account that was closed, or whose password was changed, is out.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    /// <summary>How machines are known.</summary>
    public const string Machines = ByKey.Scheme;

    /// <summary>For the API: a person's cookie, which another site's form would send along, opens nothing there.</summary>
    public static AuthorizationPolicy MachinesOnly { get; } = new AuthorizationPolicyBuilder(ByKey.Scheme).RequireAuthenticatedUser().Build();

    internal static IServiceCollection AddAccounts(this IServiceCollection services, SingleSignOn single)
    {
        services.AddScoped<ApiKeys>().AddSingleton<KnownKeys>().AddScoped<CalendarAddresses>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ByKey>(ByKey.Scheme, configureOptions: null)
            .AddSingleSignOn(single)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Keep));
        services.AddAuthorization();
        services.AddIdentityCore<Account>(Require).AddSignInManager<Door>().AddEntityFrameworkStores<DispatchDb>().AddClaimsPrincipalFactory<SignedIn.Factory>();
        services.Configure<IdentityPasskeyOptions>(Require).Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, KeepAsking);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = Trust);
        return services.AddScoped<AccountBook>().AddScoped<FarmerCodes>();
    }

    private static void Keep(CookieAuthenticationOptions options)
    {
        (options.Cookie.Name, options.Cookie.HttpOnly, options.Cookie.SameSite, options.Cookie.SecurePolicy) = ("account", true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (options.ExpireTimeSpan, options.SlidingExpiration) = (Day, true);
        (options.LoginPath, options.ReturnUrlParameter) = ("/sign-in", "back");
        options.Events.OnValidatePrincipal = StillGood;
    }

    /// <summary>What a passkey's authenticator has been asked, until it has answered.</summary>
    private static void KeepAsking(CookieAuthenticationOptions options) =>
        (options.Cookie.Name, options.Cookie.SameSite, options.Cookie.SecurePolicy) = ("passkey", SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);

    /// <summary>Whoever came in with a one-time password and has not changed it is out when it is no longer good.</summary>
    private static async Task StillGood(CookieValidatePrincipalContext context)
    {
        await SecurityStampValidator.ValidatePrincipalAsync(context);
        if (context.Principal is null || SignedIn.OneTimeUntil(context.Principal) is not { } until || context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() <= until) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Identity's defaults, and ten characters where it asks for six.</summary>
    private static void Require(IdentityOptions options)
    {
        options.Password.RequiredLength = 10;
        (options.Lockout.MaxFailedAccessAttempts, options.Lockout.DefaultLockoutTimeSpan) = (5, TimeSpan.FromMinutes(15));
    }

    /// <summary>A passkey is all that is asked for, so it has to know the person, by a finger, a face or a number; and the login too.</summary>
    private static void Require(IdentityPasskeyOptions options) => (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required");
}
