using System.Globalization;
using System.Security.Cryptography;
using Dispatch.Accounts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Mine;

/// <summary>
/// Which farmer's phone this browser has shown a code of: a sealed cookie of its own, so that it opens a farmer's pages and
/// nothing of the staff's or of the API, and theirs open nothing here.
/// </summary>
public sealed class FarmersDoor(IDataProtectionProvider protection, FarmerCodes codes, DispatchDb db, TimeProvider clock)
{
    /// <summary>A season's work on one's own phone should not begin with a code each day; a lost phone is closed by the farmer.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>Longer than the code is good for, so that who comes too late is told so.</summary>
    private static readonly TimeSpan AskedLife = TimeSpan.FromHours(1);

    private const string Cookie = "farmer";
    private const string AskedCookie = "asked";
    private const string Pages = "/my";
    private readonly IDataProtector seal = protection.CreateProtector("Dispatch.Farmer");
    private readonly IDataProtector askedSeal = protection.CreateProtector("Dispatch.Farmer.Asked");

    /// <summary>The phone is in hand: its orders are open from now on.</summary>
    public void SignIn(HttpContext context, string phone)
    {
        context.Response.Cookies.Append(Cookie, seal.Protect(Written(phone)), SafeCookie.For(context, "/", Life));
        context.Response.Cookies.Delete(AskedCookie, SafeCookie.For(context, Pages));
    }

    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(Cookie, SafeCookie.For(context, "/"));

    /// <summary>The phone of who has signed in; null when nobody has, when it is too long ago, or when the farmer has closed it from elsewhere.</summary>
    public async Task<string?> Of(HttpContext context)
    {
        if (Read(context, Cookie, seal, Life) is not { } known || await codes.IsOver(known.Phone, known.Since, context.RequestAborted)) return null;
        context.Features.Set(new KnownFarmer(known.Phone));
        return known.Phone;
    }

    /// <summary>Whether this order is one of the phone's that has signed in.</summary>
    public async Task<bool> Owns(HttpContext context, TrackingNumber tracking) =>
        await Of(context) is { } phone && await db.Set<Order>().AnyAsync(order => order.Tracking == tracking && order.FarmerPhone == phone, context.RequestAborted);

    /// <summary>What a form need not ask again: the phone that has signed in, and the name that was said with it last.</summary>
    public async Task<(string? Name, string Phone)?> Known(HttpContext context)
    {
        if (await Of(context) is not { } phone) return null;
        var stop = context.RequestAborted;
        var name = await db.Set<Order>().Where(order => order.FarmerPhone == phone).OrderByDescending(order => order.SubmittedAt).Select(order => order.FarmerName).FirstOrDefaultAsync(stop)
            ?? await db.Set<Enrolment>().Where(enrolment => enrolment.Phone == phone).OrderByDescending(enrolment => enrolment.At).Select(enrolment => enrolment.Name).FirstOrDefaultAsync(stop)
            ?? await db.Set<Domain.Farmer>().Where(farmer => farmer.Phone == phone).Select(farmer => farmer.Name).FirstOrDefaultAsync(stop);
        return (name, phone);
    }

    /// <summary>Remembers between two pages for which phone a code was asked; it opens nothing.</summary>
    public void Remember(HttpContext context, string phone) =>
        context.Response.Cookies.Append(AskedCookie, askedSeal.Protect(Written(phone)), SafeCookie.For(context, Pages, AskedLife));

    public string? Asked(HttpContext context) => Read(context, AskedCookie, askedSeal, AskedLife)?.Phone;

    private string Written(string phone) => string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().UtcTicks} {phone}");

    private (string Phone, DateTimeOffset Since)? Read(HttpContext context, string cookie, IDataProtector seal, TimeSpan life)
    {
        if (context.Request.Cookies[cookie] is not { Length: > 0 } sealedUp) return null;
        try
        {
            var parts = seal.Unprotect(sealedUp).Split(' ', 2);
            var since = new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
            return clock.GetUtcNow() < since + life ? (parts[1], since) : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
