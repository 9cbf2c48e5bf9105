using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dispatch.Accounts;

/// <summary>
/// Signing in at the organisation: the code flow with PKCE, and nothing kept of it. The organisation says who somebody is; whether
/// they have an account, and what they may do, is said here.
/// </summary>
public static class SingleSignOnSetup
{
    public const string Scheme = "SingleSignOn";

    /// <summary>Where people sign in; what went wrong is said there, by the parameter "why".</summary>
    private const string SignIn = "/sign-in";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static AuthenticationBuilder AddSingleSignOn(this AuthenticationBuilder builder, SingleSignOn settings) =>
        settings.IsOn ? builder.AddOpenIdConnect(Scheme, options => Configure(options, settings)) : builder;

    private static void Configure(OpenIdConnectOptions options, SingleSignOn settings)
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (settings.Authority, settings.ClientId, settings.ClientSecret);
        (options.RequireHttpsMetadata, options.BackchannelTimeout) = (!new Uri(settings.Authority).IsLoopback, Patience);
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (options.MapInboundClaims, options.SaveTokens) = (false, false);
        (options.SignInScheme, options.CallbackPath, options.SignedOutCallbackPath, options.RemoteSignOutPath) = (IdentityConstants.ExternalScheme, $"{SignIn}/single/back", $"{SignIn}/single/left", PathString.Empty);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie }) (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        options.Events = new OpenIdConnectEvents
        {
            OnTicketReceived = context => LetIn(context, settings.Claim),
            OnAccessDenied = Refuse,
            OnRemoteFailure = Refuse,
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.ClientId = settings.ClientId;
                return Task.CompletedTask;
            },
        };
    }

    private static async Task LetIn(TicketReceivedContext context, string claim)
    {
        var entry = await context.HttpContext.RequestServices.GetRequiredService<Door>().EnterVouchedFor(context.Principal?.FindFirstValue(claim));
        context.Response.Redirect(entry == Entry.In ? context.ReturnUri ?? "/" : $"{SignIn}?why={entry}");
        context.HandleResponse();
    }

    private static Task Refuse<T>(T context)
        where T : HandleRequestContext<RemoteAuthenticationOptions>
    {
        var failure = (context as RemoteFailureContext)?.Failure;
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SingleSignOnSetup)).LogWarning("Single sign-on failed: {Why}", failure?.Message ?? "it was denied");
        context.Response.Redirect($"{SignIn}?why=SingleFailed");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
