using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Dispatch.Web.Serving;

/// <summary>What changes when people come over a network: cookies go over https and nowhere else, and browsers are told so for a year.</summary>
internal static class OverTheNetwork
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static IServiceCollection AddOverTheNetwork(this IServiceCollection services)
    {
        services.AddHsts(options => options.MaxAge = Year);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, options => options.Cookie.SecurePolicy = CookieSecurePolicy.Always);
        services.Configure<AntiforgeryOptions>(options => options.Cookie.SecurePolicy = CookieSecurePolicy.Always);
        return services.AddSingleton<OnlyOverHttps>();
    }
}
