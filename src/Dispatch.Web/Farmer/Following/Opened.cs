using System.Globalization;
using System.Security.Cryptography;
using Dispatch.Domain.Orders;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.DataProtection;

namespace Dispatch.Web.Farmer.Following;

/// <summary>
/// Which order this browser has shown the number and the phone of: a sealed cookie for that order alone, which is worth
/// nothing after two hours, or after the farmer has closed the page.
/// </summary>
public sealed class Opened(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "order";
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);

    public void Open(HttpContext context, TrackingNumber tracking) =>
        context.Response.Cookies.Append(Cookie, Seal(tracking).Protect((clock.GetUtcNow() + Life).UtcTicks.ToString(CultureInfo.InvariantCulture)), Options(context, tracking, Life));

    public bool IsOpen(HttpContext context, TrackingNumber tracking)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } sealedUp) return false;
        try
        {
            return long.TryParse(Seal(tracking).Unprotect(sealedUp), CultureInfo.InvariantCulture, out var until) && clock.GetUtcNow().UtcTicks < until;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return false;
        }
    }

    public static void Close(HttpContext context, TrackingNumber tracking) => context.Response.Cookies.Delete(Cookie, Options(context, tracking));

    private static CookieOptions Options(HttpContext context, TrackingNumber tracking, TimeSpan? life = null) => SafeCookie.For(context, $"/follow/{tracking}", life);

    private IDataProtector Seal(TrackingNumber tracking) => protection.CreateProtector("Dispatch.Follow", tracking.Value);
}
