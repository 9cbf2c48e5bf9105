using System.Net;

namespace Dispatch.Web.Serving;

/// <summary>Until there are accounts, nobody but this machine may call.</summary>
internal static class Loopback
{
    /// <summary>The addresses the configuration wants to listen on; the default where it says nothing.</summary>
    /// <exception cref="BadSetting">One of them can be reached from outside.</exception>
    public static string[] Only(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");
        foreach (var url in urls.Concat(endpoints))
            if (!IsLoopback(url)) throw new BadSetting($"'{url}' is not a loopback address. There are no accounts yet, so the service listens on this machine only: use {ServiceHost.DefaultUrl}. 目前没有账号，只能监听本机地址。");
        if (PortsOnly(configuration)) throw new BadSetting("HTTP_PORTS opens every address. There are no accounts yet: use --urls with a loopback address.");
        return urls is [] ? [ServiceHost.DefaultUrl] : urls;
    }

    private static bool PortsOnly(IConfiguration configuration) =>
        configuration["urls"] is null or "" && !string.IsNullOrEmpty(configuration["http_ports"] + configuration["https_ports"]);

    private static bool IsLoopback(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
