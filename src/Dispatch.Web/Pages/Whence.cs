using System.Net;
using System.Net.Sockets;

namespace Dispatch.Web.Pages;

/// <summary>Where a request comes from, for counting.</summary>
internal static class Whence
{
    /// <summary>Of an IPv6 address the half that names the network: the other half anyone chooses as they like.</summary>
    public static string Of(IPAddress? from) =>
        from is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(from.GetAddressBytes().AsSpan(0, 8)) : from?.MapToIPv4().ToString() ?? "";
}
