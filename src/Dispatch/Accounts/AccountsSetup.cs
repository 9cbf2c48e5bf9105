using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Accounts;

/// <summary>Who is at the door.</summary>
internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<ApiKeys>().AddSingleton<KnownKeys>();
        services.AddAuthentication(ByKey.Scheme).AddScheme<AuthenticationSchemeOptions, ByKey>(ByKey.Scheme, configureOptions: null);
        services.AddAuthorization();
        return services;
    }
}
