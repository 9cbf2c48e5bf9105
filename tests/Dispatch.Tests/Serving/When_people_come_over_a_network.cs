using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dispatch.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace Dispatch.Tests.Serving;

/// <summary>A real server, on loopback all the same: once with a certificate of its own, once behind a proxy that has one.</summary>
public sealed class When_people_come_over_a_network
{
    private const string Host = "dispatch.example.cn";
    private DirectoryInfo folder = null!;

    [SetUp]
    public void Prepare() => folder = Directory.CreateTempSubdirectory("dispatch-test-");

    [TearDown]
    public void Clean()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task With_a_certificate_it_is_https()
    {
        await using var app = await Start("--urls=https://127.0.0.1:0", $"--Kestrel:Certificates:Default:Path={Certificate()}");
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Subject == $"CN={Host}" });
        using var answer = await http.GetAsync(new Uri(app.Urls.First() + "/menu"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await app.StopAsync();
    }

    /// <summary>Seen red with cookies as the request came, and without HSTS.</summary>
    [Test]
    public async Task Behind_a_proxy_cookies_are_only_for_https_and_the_browser_is_told()
    {
        await using var app = await Start("--urls=http://127.0.0.1:0", "--Dispatch:BehindProxy=127.0.0.1", $"--AllowedHosts={Host}");
        using var report = await Ask(app, "/report", Host, "https");
        using var language = await Ask(app, "/language/en", Host, "http");
        using var other = await Ask(app, "/", "elsewhere.example.cn", "https");

        Assert.That(Cookies(report).Concat(Cookies(language)), Is.Not.Empty.And.All.Contains("; secure").And.All.Contains("; httponly").And.All.Contains("; samesite=lax"));
        Assert.That(report.Headers.GetValues("Strict-Transport-Security"), Is.EqualTo(new[] { "max-age=31536000" }));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        await app.StopAsync();
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];

    private static async Task<HttpResponseMessage> Ask(WebApplication app, string path, string host, string scheme)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.First() + path) { Headers = { Host = host } };
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "198.51.100.9");
        return await http.SendAsync(request);
    }

    private Task<WebApplication> Start(params string[] settings) =>
        ServiceHost.StartAsync([.. settings, $"--Dispatch:Database=sqlite:{folder.FullName}/dispatch.db", $"--Dispatch:Photos={folder.FullName}/photos", "--Logging:LogLevel:Default=None"], default);

    private string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var file = Path.Combine(folder.FullName, "dispatch.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx));
        return file;
    }
}
