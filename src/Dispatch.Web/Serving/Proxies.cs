using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dispatch.Web.Serving;

/// <summary>The proxies in front of the service, which say in X-Forwarded-For and X-Forwarded-Proto who calls and how. Nobody else is believed.</summary>
internal static class Proxies
{
    public const string Setting = "Dispatch:BehindProxy";

    public static IServiceCollection AddProxies(this IServiceCollection services, Settings settings) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in Named(settings)) options.KnownProxies.Add(proxy);
        // With nobody named the platform would believe everybody.
        options.ForwardedHeaders = options.KnownProxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        options.ForwardLimit = null;
    });

    /// <exception cref="BadSetting">One of them is no address.</exception>
    public static IReadOnlyList<IPAddress> Named(Settings settings) =>
        [.. settings.BehindProxy.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => IPAddress.TryParse(text, out var address) ? address : throw new BadSetting(Setting, settings.BehindProxy, "the proxies' IP addresses, like 127.0.0.1,10.0.0.5"))];
}
