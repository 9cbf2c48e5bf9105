using System.Net;
using System.Net.Sockets;

namespace Dispatch.Web.Serving;

/// <summary>Nobody but this machine may call: passwords and keys are not to cross a network as they are.</summary>
internal static class Loopback
{
    private const string Localhost = "localhost";

    /// <summary>The addresses the configuration wants to listen on; the default where it says nothing.</summary>
    /// <exception cref="BadSetting">One of them can be reached from outside, or can't be listened on.</exception>
    public static string[] Only(IConfiguration configuration)
    {
        var urls = Urls(configuration);
        foreach (var url in urls.Concat(Endpoints(configuration)))
        {
            if (!IsLoopback(url)) throw new BadSetting($"'{url}' is not a loopback address. The service listens on this machine only: use {ServiceHost.DefaultUrl}. 只能监听本机地址。");
            if (BindingAddress.Parse(url) is { Host: Localhost, Port: 0 }) throw new BadSetting($"'{url}' has no port. For any free one use http://127.0.0.1:0.");
        }
        if (PortsOnly(configuration)) throw new BadSetting("HTTP_PORTS opens every address. The service listens on this machine only: use --urls with a loopback address.");
        return urls is [] ? [ServiceHost.DefaultUrl] : urls;
    }

    /// <summary>Tries the addresses: the server would only find out when everything else has been done, and tell it with its stack.</summary>
    /// <exception cref="IOException">Somebody listens there already, or only the system's administrator may.</exception>
    public static void MustBeFree(IConfiguration configuration)
    {
        var endpoints = Endpoints(configuration);
        foreach (var url in endpoints is [] ? Only(configuration) : endpoints)
            foreach (var end in EndsOf(BindingAddress.Parse(url)))
                if (Hindrance(end) is { } hindrance) throw new IOException($"{url} {hindrance}. Name another address: --urls http://localhost:5081");
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
        : [new IPEndPoint(IPAddress.Loopback, address.Port), new IPEndPoint(IPAddress.IPv6Loopback, address.Port)];

    private static string[] Urls(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] Endpoints(IConfiguration configuration) =>
        [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "")];

    private static bool PortsOnly(IConfiguration configuration) =>
        configuration["urls"] is null or "" && !string.IsNullOrEmpty(configuration["http_ports"] + configuration["https_ports"]);

    private static bool IsLoopback(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Host.Equals(Localhost, StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
