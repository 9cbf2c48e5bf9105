using Dispatch.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dispatch.Tests.Serving;

/// <summary>Read and judged, and never listened on: only what is protected may be reached from other machines.</summary>
public sealed class When_an_address_to_listen_on_is_named
{
    private const string Hosts = "AllowedHosts=dispatch.example.cn";
    private const string Certificate = "Kestrel:Certificates:Default:Path=/etc/dispatch.pfx";
    private const string Proxy = "Dispatch:BehindProxy=10.0.0.5";

    [TestCase]
    [TestCase("urls=http://localhost:5080")]
    [TestCase("urls=http://127.0.0.1:0;http://[::1]:5080")]
    [TestCase("urls=https://0.0.0.0:443", Hosts, Certificate)]
    [TestCase("urls=https://dispatch.example.cn", Hosts, Certificate)]
    [TestCase("urls=http://10.0.0.9:8080", Hosts, Proxy)]
    [TestCase("urls=http://*:8080", Hosts, Proxy)]
    [TestCase("Kestrel:Endpoints:Web:Url=https://*:443", "Kestrel:Endpoints:Web:Certificate:Path=/etc/dispatch.pfx", Hosts)]
    [TestCase("urls=http://127.0.0.1:5080", Proxy)]
    public void What_is_protected_or_stays_on_this_machine_is_taken(params string[] settings) =>
        Assert.That(() => Listening.On(Of(settings)), Throws.Nothing);

    /// <summary>Seen red without asking for encryption, for a certificate, and with a star for a name.</summary>
    [TestCase("AllowedHosts", "urls=https://0.0.0.0:443", Certificate)]
    [TestCase("AllowedHosts", "urls=https://0.0.0.0:443", Certificate, "AllowedHosts=*")]
    [TestCase("AllowedHosts", "urls=http://10.0.0.9:8080", Proxy)]
    [TestCase("is not encrypted", "urls=http://0.0.0.0:80", Hosts)]
    [TestCase("is not encrypted", "urls=http://0.0.0.0:80", Hosts, Certificate)]
    [TestCase("is not encrypted", "urls=http://localhost:80;http://[::]:80", Hosts)]
    [TestCase("is not encrypted", "Kestrel:Endpoints:Web:Url=http://*:80", Hosts)]
    [TestCase("has no certificate", "urls=https://0.0.0.0:443", Hosts)]
    [TestCase("has no certificate", "Kestrel:Endpoints:Web:Url=https://*:443", "Kestrel:Endpoints:Other:Url=https://127.0.0.1:5443", "Kestrel:Endpoints:Other:Certificate:Path=/etc/dispatch.pfx", Hosts)]
    [TestCase("has no port", "urls=http://localhost:0")]
    [TestCase("no address", "urls=dispatch")]
    [TestCase("--urls", "http_ports=8080")]
    public void What_is_not_is_refused_with_what_to_set_in_both_languages(string said, params string[] settings)
    {
        var refused = Assert.Throws<BadSetting>(() => Listening.On(Of(settings)));
        Assert.That(refused!.Message, Does.Contain(said));
    }

    [Test]
    public void The_refusal_is_in_both_languages() =>
        Assert.That(Assert.Throws<BadSetting>(() => Listening.On(Of("urls=http://0.0.0.0:80", Hosts)))!.Message, Does.Contain("Dispatch:BehindProxy").And.Contain("对外提供服务"));

    [TestCase(false)]
    [TestCase(false, "urls=http://127.0.0.1:5080")]
    [TestCase(true, "urls=http://127.0.0.1:5080", Proxy)]
    [TestCase(true, "urls=https://0.0.0.0:443")]
    public void Whether_people_come_over_a_network_is_known(bool network, params string[] settings) =>
        Assert.That(Listening.IsPublic(Of(settings)), Is.EqualTo(network));

    [Test]
    public void A_proxy_goes_by_its_address() =>
        Assert.That(() => Proxies.Named(new Settings { BehindProxy = "nginx" }), Throws.TypeOf<BadSetting>().With.Message.StartsWith("Dispatch:BehindProxy is 'nginx'"));

    /// <summary>Seen red: with no proxy named the platform believes whoever says for whom they call.</summary>
    [TestCase("", ForwardedHeaders.None)]
    [TestCase("10.0.0.5", ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto)]
    public void Nobody_is_believed_who_calls_for_others_but_a_proxy(string proxies, ForwardedHeaders believed) =>
        Assert.That(new ServiceCollection().AddProxies(new Settings { BehindProxy = proxies }).BuildServiceProvider().GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.ForwardedHeaders, Is.EqualTo(believed));

    private static IConfigurationRoot Of(params string[] settings) => new ConfigurationBuilder().AddCommandLine(settings).Build();
}
