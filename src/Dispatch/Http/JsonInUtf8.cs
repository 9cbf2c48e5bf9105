using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Http;

/// <summary>JSON comes in UTF-8 (RFC 8259). A body that says otherwise is refused before anybody tries to read it.</summary>
public sealed class JsonInUtf8(RequestDelegate next)
{
    /// <exception cref="BadHttpRequestException">415: the Content-Type names another charset.</exception>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.HasJsonContentType() && MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media)
        && media.Charset is { HasValue: true } charset && !HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? throw new BadHttpRequestException($"The charset {charset} is not UTF-8.", StatusCodes.Status415UnsupportedMediaType)
            : next(context);
}
