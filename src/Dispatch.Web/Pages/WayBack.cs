using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Pages;

/// <summary>Where somebody is sent on to whom an address was given for it: only within the service, and written as a header can have it.</summary>
internal static class WayBack
{
    private static readonly Uri Anywhere = new("http://localhost");

    /// <param name="url">Of the page.</param>
    /// <param name="back">As it was asked for: "/ledger?key=植保".</param>
    /// <param name="otherwise">Where to, when that is no address of the service.</param>
    public static string To(this IUrlHelper url, string? back, string otherwise) =>
        url.IsLocalUrl(back) && Uri.TryCreate(Anywhere, back, out var whole) ? whole.PathAndQuery + whole.Fragment : otherwise;
}
