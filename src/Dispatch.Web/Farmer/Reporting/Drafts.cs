using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>
/// Keeps what a farmer has written between the steps, sealed, in the farmer's own browser: the service holds nothing of a
/// report that is not sent, and any of its processes can go on with it. Several reports at once don't mix.
/// </summary>
public sealed class Drafts(IDataProtectionProvider protection)
{
    private const string Cookie = "report";
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is long goes into several cookies, as browsers keep at most 4 KB in one.</summary>
    private readonly ChunkingCookieManager cookies = new();

    /// <summary>What has been written under this id; null where there is nothing, or nothing of ours.</summary>
    public Draft? Find(HttpContext context, Guid id)
    {
        try
        {
            return cookies.GetRequestCookie(context, Cookie) is not { Length: > 0 } sealedUp ? null : JsonSerializer.Deserialize<Draft>(Seal(id).Unprotect(sealedUp), Short);
        }
        catch (Exception foreign) when (foreign is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    public void Keep(HttpContext context, Guid id, Draft draft) =>
        cookies.AppendResponseCookie(context, Cookie, Seal(id).Protect(JsonSerializer.Serialize(draft, Short)), SafeCookie.For(context, $"/report/{id:N}"));

    private IDataProtector Seal(Guid id) => protection.CreateProtector("Dispatch.Report", $"{id:N}");
}
