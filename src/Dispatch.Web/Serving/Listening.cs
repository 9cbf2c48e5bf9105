using System.Net;
using System.Net.Sockets;

namespace Dispatch.Web.Serving;

/// <summary>
/// Where the service listens. On loopback nothing is needed; beyond it passwords and keys are not to cross a network as they
/// are: there must be a certificate, or a proxy in front that has one, and it must be said by which names the service is called.
/// </summary>
internal static class Listening
{
    private const string Localhost = "localhost";

    /// <summary>The addresses the configuration wants to listen on; the default where it says nothing.</summary>
    /// <exception cref="BadSetting">One of them can be reached from outside unprotected, or can't be listened on.</exception>
    public static string[] On(IConfiguration configuration, ProcessRole role = ProcessRole.All)
    {
        var urls = Urls(configuration);
        foreach (var (url, certificate) in All(configuration))
        {
            if (Parsed(url) is not { } address) throw new BadSetting($"'{url}' is no address to listen on. Use {ServiceHost.DefaultUrl} or https://0.0.0.0:443. 监听地址写得不对。");
            if (address is { Host: Localhost, Port: 0 }) throw new BadSetting($"'{url}' has no port. For any free one use http://127.0.0.1:0.");
            if (!IsLoopback(address)) Protected(url, address, certificate, configuration);
        }
        if (PortsOnly(configuration)) throw new BadSetting("HTTP_PORTS opens every address. Say with --urls where to listen.");
        return urls is [] ? [role.Serves() ? ServiceHost.DefaultUrl : ServiceHost.WorkersUrl] : urls;
    }

    /// <summary>Whether people come over a network: from another machine, or through a proxy.</summary>
    public static bool IsPublic(IConfiguration configuration) =>
        configuration[Proxies.Setting] is { Length: > 0 } || All(configuration).Any(end => Parsed(end.Url) is { } address && !IsLoopback(address));

    /// <summary>By which names it may be called.</summary>
    public static string[] Names(IConfiguration configuration) => ["localhost", "127.0.0.1", "[::1]", .. Named(configuration)];

    /// <summary>Tries the addresses: the server would only find out when everything else has been done, and tell it with its stack.</summary>
    /// <exception cref="IOException">Somebody listens there already, or only the system's administrator may.</exception>
    public static void MustBeFree(IConfiguration configuration, ProcessRole role)
    {
        var endpoints = Endpoints(configuration).Select(endpoint => endpoint.Url).ToArray();
        foreach (var url in endpoints is [] ? On(configuration, role) : endpoints)
            foreach (var end in EndsOf(BindingAddress.Parse(url)))
                if (Hindrance(end) is { } hindrance) throw new IOException($"{url} {hindrance}. Name another address: --urls http://localhost:5081");
    }

    private static void Protected(string url, BindingAddress address, bool certificate, IConfiguration configuration)
    {
        if (Named(configuration) is []) throw new BadSetting($"'{url}' can be reached from other machines: say by which names, AllowedHosts=dispatch.example.cn. 对外提供服务，要在 AllowedHosts 里写明域名。");
        if (configuration[Proxies.Setting] is { Length: > 0 }) return;
        if (address.Scheme != Uri.UriSchemeHttps) throw new BadSetting($"'{url}' is not encrypted and can be reached from other machines. Use https and a certificate (Kestrel:Certificates:Default:Path), or name the proxy in front that has one ({Proxies.Setting}=10.0.0.5). 对外提供服务，要用 https 和证书，或写明前面的代理。");
        if (!certificate) throw new BadSetting($"'{url}' has no certificate. Name one: Kestrel:Certificates:Default:Path and KeyPath or Password. 缺少 https 证书。");
    }

    private static string? Hindrance(IPEndPoint end)
    {
        try
        {
            using var tried = new TcpListener(end);
            tried.Start();
            return null;
        }
        catch (SocketException failure)
        {
            // Any other failure is for the server to tell: it does without IPv6, for one.
            return failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use by another program 端口已被占用",
                SocketError.AccessDenied => "may only be used by the system's administrator",
                _ => null,
            };
        }
    }

    private static IEnumerable<IPEndPoint> EndsOf(BindingAddress address) =>
        IPAddress.TryParse(address.Host, out var ip) ? [new IPEndPoint(ip, address.Port)]
        : address.Host == Localhost ? [new IPEndPoint(IPAddress.Loopback, address.Port), new IPEndPoint(IPAddress.IPv6Loopback, address.Port)]
        : [new IPEndPoint(IPAddress.Any, address.Port)];

    private static IEnumerable<(string Url, bool Certificate)> All(IConfiguration configuration)
    {
        var common = HasCertificate(configuration.GetSection("Kestrel:Certificates:Default"));
        return Urls(configuration).Select(url => (url, common)).Concat(Endpoints(configuration).Select(endpoint => (endpoint.Url, common || endpoint.Certificate)));
    }

    private static string[] Urls(IConfiguration configuration) => Parts(configuration["urls"]);

    private static IEnumerable<(string Url, bool Certificate)> Endpoints(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => (endpoint["Url"] ?? "", HasCertificate(endpoint.GetSection("Certificate"))));

    private static bool HasCertificate(IConfigurationSection certificate) => certificate["Path"] is { Length: > 0 } || certificate["Subject"] is { Length: > 0 };

    /// <summary>A star would be no name.</summary>
    private static string[] Named(IConfiguration configuration) => [.. Parts(configuration["AllowedHosts"]).Where(name => name != "*")];

    private static string[] Parts(string? list) => (list ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool PortsOnly(IConfiguration configuration) =>
        configuration["urls"] is null or "" && !string.IsNullOrEmpty(configuration["http_ports"] + configuration["https_ports"]);

    private static bool IsLoopback(BindingAddress address) =>
        address.Host.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    private static BindingAddress? Parsed(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
