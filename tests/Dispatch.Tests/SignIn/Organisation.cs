using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dispatch.Tests.SignIn;

/// <summary>An organisation's own sign-in, small and real: discovery, keys, the code flow with PKCE, and a way out. Whoever comes is signed in already.</summary>
internal sealed class Organisation : IAsyncDisposable
{
    public const string ClientId = "dispatch";
    public const string Secret = "a secret of the tests";

    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2048);
    private readonly RSA another = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, IQueryCollection> asked = new();

    private Organisation(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Who comes; null denies.</summary>
    public string? Login { get; set; }

    /// <summary>Changes what is said of them, before it is signed.</summary>
    public Action<SecurityTokenDescriptor> Twist { get; set; } = _ => { };

    /// <summary>Signs with a key that is not among those it shows.</summary>
    public bool Forges { get; set; }

    public static async Task<Organisation> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var organisation = new Organisation(app);
        organisation.Map();
        await app.StartAsync();
        return organisation;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        another.Dispose();
    }

    private void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Address,
            authorization_endpoint = $"{Address}/authorize",
            token_endpoint = $"{Address}/token",
            jwks_uri = $"{Address}/keys",
            end_session_endpoint = $"{Address}/leave",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
            code_challenge_methods_supported = new[] { "S256" },
        }));
        app.MapGet("/keys", () =>
        {
            var known = key.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64Url.EncodeToString(known.Modulus), e = Base64Url.EncodeToString(known.Exponent) } } });
        });
        app.MapGet("/authorize", Authorise);
        app.MapPost("/token", async (HttpRequest request) => Tell(await request.ReadFormAsync()));
        app.MapGet("/leave", (string post_logout_redirect_uri, string client_id, string? state) => client_id == ClientId ? Results.Redirect($"{post_logout_redirect_uri}?state={Uri.EscapeDataString(state ?? "")}") : Results.BadRequest());
    }

    private IResult Authorise(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != ClientId || query["code_challenge_method"] != "S256") return Results.BadRequest();
        var state = Uri.EscapeDataString($"{query["state"]}");
        if (Login is null) return Results.Redirect($"{query["redirect_uri"]}?error=access_denied&state={state}");
        var code = Guid.CreateVersion7().ToString("N");
        asked[code] = query;
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={state}");
    }

    private IResult Tell(IFormCollection form)
    {
        if (!asked.TryRemove($"{form["code"]}", out var query) || form["client_secret"] != Secret || form["redirect_uri"] != query["redirect_uri"]
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}"))) != query["code_challenge"]) return Results.BadRequest(new { error = "invalid_grant" });
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var told = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "1", ["nonce"] = $"{query["nonce"]}", ["preferred_username"] = Login! },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(Forges ? another : key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        };
        Twist(told);
        return Results.Json(new { access_token = "none", token_type = "Bearer", expires_in = 300, id_token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(told) });
    }
}
