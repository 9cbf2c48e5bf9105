using Dispatch.Domain;
using Microsoft.AspNetCore.Http;

namespace Dispatch.Http;

/// <summary>The header Idempotency-Key: the same key of the same person means the same request, sent again.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>What names this person's request: by the key as sent, or by a fresh one.</summary>
    public static string Of(HttpContext context, Actor by) =>
        Of(Sent(context) ?? Guid.CreateVersion7().ToString(), by);

    /// <summary>What names a person's request. Keys are not secret: another person's "1" is another request.</summary>
    public static string Of(string key, Actor by) => $"{by}\n{key}";

    /// <exception cref="BadInput">Longer than 100 characters.</exception>
    public static string? Sent(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString().Trim();
        if (key.Length > 100) throw new BadInput(Header, "TooLong", 100);
        return key.Length == 0 ? null : key;
    }
}
