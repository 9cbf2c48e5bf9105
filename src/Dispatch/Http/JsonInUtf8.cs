using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Http;

/// <summary>
/// JSON comes in UTF-8 (RFC 8259). A body that says otherwise is refused before anybody tries to read it, and one that says
/// so in quotes (RFC 9110) says it plainly from here on: the framework knows no encoding of the name "utf-8" with its quotes.
/// </summary>
public sealed class JsonInUtf8(RequestDelegate next)
{
    private const string Utf8 = "utf-8";

    /// <exception cref="BadHttpRequestException">415: the Content-Type names another charset.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.HasJsonContentType() && MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media) && media.Charset is { HasValue: true } charset)
        {
            if (!HeaderUtilities.RemoveQuotes(charset).Equals(Utf8, StringComparison.OrdinalIgnoreCase))
                throw new BadHttpRequestException($"The charset {charset} is not UTF-8.", StatusCodes.Status415UnsupportedMediaType);
            media.Charset = Utf8;
            context.Request.ContentType = media.ToString();
        }
        return next(context);
    }
}
