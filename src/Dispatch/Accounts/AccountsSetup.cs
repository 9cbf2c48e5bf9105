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

    internal static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<ApiKeys>().AddSingleton<KnownKeys>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ByKey>(ByKey.Scheme, configureOptions: null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Keep));
        services.AddAuthorization();
        services.AddIdentityCore<Account>(Require).AddSignInManager<Door>().AddEntityFrameworkStores<DispatchDb>().AddClaimsPrincipalFactory<SignedIn.Factory>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = Trust);
        return services.AddScoped<AccountBook>();
    }

    private static void Keep(CookieAuthenticationOptions options)
    {
        (options.Cookie.Name, options.Cookie.HttpOnly, options.Cookie.SameSite, options.Cookie.SecurePolicy) = ("account", true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (options.ExpireTimeSpan, options.SlidingExpiration) = (Day, true);
        (options.LoginPath, options.ReturnUrlParameter) = ("/sign-in", "back");
    }

    /// <summary>Identity's defaults, and ten characters where it asks for six.</summary>
    private static void Require(IdentityOptions options)
    {
        options.Password.RequiredLength = 10;
        (options.Lockout.MaxFailedAccessAttempts, options.Lockout.DefaultLockoutTimeSpan) = (5, TimeSpan.FromMinutes(15));
    }
}
