namespace Dispatch.Web.Pages;

/// <summary>Registered where people come over a network: cookies never go but over https.</summary>
internal sealed class OnlyOverHttps;

/// <summary>A cookie as all of the pages' are: no script reads it, no other site's form sends it, and over https it stays on https.</summary>
internal static class SafeCookie
{
    /// <param name="context">Whose it is.</param>
    /// <param name="path">Below which it is sent.</param>
    /// <param name="kept">How long; until the browser is closed when null.</param>
    public static CookieOptions For(HttpContext context, string path, TimeSpan? kept = null) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps || context.RequestServices.GetService<OnlyOverHttps>() is not null,
        Path = path,
        MaxAge = kept,
        IsEssential = true,
    };
}
