using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Http;

/// <summary>The header Prefer (RFC 7240), of which one preference is known: an act need not be answered with the whole order.</summary>
public static class Prefer
{
    public const string Header = "Prefer";
    public const string Minimal = "return=minimal";

    public static bool IsMinimal(HttpContext context) =>
        NameValueHeaderValue.TryParseList(context.Request.Headers[Header], out var preferences)
        && preferences.Any(one => one.Name.Equals("return", StringComparison.OrdinalIgnoreCase) && one.GetUnescapedValue().Equals("minimal", StringComparison.OrdinalIgnoreCase));

    /// <summary>Done, and no more is said.</summary>
    public static IResult Done(HttpContext context)
    {
        context.Response.Headers["Preference-Applied"] = Minimal;
        return Results.NoContent();
    }
}
