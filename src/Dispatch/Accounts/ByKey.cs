using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Dispatch.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dispatch.Accounts;

/// <summary>Knows a machine by its key: "Authorization: Bearer dk_…" (RFC 6750).</summary>
internal sealed class ByKey(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KnownKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var said)
            || !Scheme.Equals(said.Scheme, StringComparison.OrdinalIgnoreCase) || said.Parameter is not { Length: > 0 } secret) return AuthenticateResult.NoResult();
        return await keys.Find(secret, Context.RequestAborted) is { } who
            ? AuthenticateResult.Success(new AuthenticationTicket(who, Scheme))
            : AuthenticateResult.Fail("No such key, or it is revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Scheme;
        return Problems.NotSignedIn(Context).ExecuteAsync(Context);
    }
}
