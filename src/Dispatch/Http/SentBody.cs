using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Http;

/// <summary>What a request sends, as one hash. A form is taken part by part: its boundary is another one each time it is sent.</summary>
internal static class SentBody
{
    /// <summary>RFC 2046.</summary>
    private const int LongestBoundary = 70;

    /// <summary>SHA-256, hex. The body can be read again afterwards, and must be buffered for that.</summary>
    public static async Task<string> Hash(HttpRequest request, CancellationToken stop)
    {
        var hash = Boundary(request) is { } boundary ? await OfParts(request.Body, boundary, stop) : null;
        request.Body.Position = 0;
        hash ??= await SHA256.HashDataAsync(request.Body, stop);
        request.Body.Position = 0;
        return Convert.ToHexString(hash);
    }

    private static string? Boundary(HttpRequest request) =>
        request.HasFormContentType && MediaTypeHeaderValue.TryParse(request.ContentType, out var media)
        && HeaderUtilities.RemoveQuotes(media.Boundary) is { Length: > 0 and <= LongestBoundary } boundary ? boundary.ToString() : null;

    /// <returns>Null for a form that is broken; whoever reads it will say so.</returns>
    private static async Task<byte[]?> OfParts(Stream body, string boundary, CancellationToken stop)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var parts = new MultipartReader(boundary, body);
        try
        {
            while (await parts.ReadNextSectionAsync(stop) is { } part)
            {
                all.AppendData(Encoding.UTF8.GetBytes($"{part.ContentDisposition}\n{part.ContentType}\n"));
                all.AppendData(await SHA256.HashDataAsync(part.Body, stop));
            }
            return all.GetHashAndReset();
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }
}
