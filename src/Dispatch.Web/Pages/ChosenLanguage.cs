using Dispatch.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dispatch.Web.Pages;

/// <summary>Which language a page is in: the one chosen on a page before, or else the one the browser asks for.</summary>
internal static class ChosenLanguage
{
    private const string Cookie = "language";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static string Of(HttpContext context) =>
        context.Request.Cookies[Cookie] is Language.Chinese or Language.English ? context.Request.Cookies[Cookie]! : Language.Of(context);

    public static void Keep(HttpContext context, string language) =>
        context.Response.Cookies.Append(Cookie, language, SafeCookie.For(context, "/", Kept));
}

/// <summary>Keeps the language that was chosen, and goes back to where that was.</summary>
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet(string language, string? back)
    {
        if (language is not (Language.Chinese or Language.English)) return NotFound();
        ChosenLanguage.Keep(HttpContext, language);
        return LocalRedirect(Url.To(back, "/"));
    }
}
