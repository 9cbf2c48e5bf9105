using Microsoft.AspNetCore.Http;

namespace Dispatch.Http;

/// <summary>The header Idempotency-Key: the same key means the same request, sent again.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key as sent, or a fresh one.</summary>
    public static string Of(HttpContext context) =>
        Sent(context) ?? Guid.CreateVersion7().ToString();

    /// <exception cref="BadInput">Longer than 100 characters.</exception>
    public static string? Sent(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString().Trim();
        if (key.Length > 100) throw new BadInput(Header, "TooLong", 100);
        return key.Length == 0 ? null : key;
    }
}
