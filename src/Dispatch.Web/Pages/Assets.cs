using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Web.Pages;

/// <summary>The few files that pages need, kept in the program: its address names its content, so a browser asks once.</summary>
internal sealed class Assets
{
    private const string Gzip = "gzip";
    private readonly byte[] bytes;
    private readonly byte[] small;
    private readonly string path;
    private readonly string type;
    private readonly string kept;

    private Assets(string name, string type, string kept = "public, max-age=31536000, immutable")
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream($"Dispatch.Web.Pages.{name}")!;
        bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        small = Zipped(bytes);
        (path, this.type, this.kept) = ($"/{name}", type, kept);
        Address = $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}";
    }

    public static Assets Style { get; } = new("pages.css", "text/css; charset=utf-8");

    public static Assets Script { get; } = new("farmer.js", "text/javascript; charset=utf-8");

    public static Assets Icon { get; } = new("icon.svg", "image/svg+xml");

    /// <summary>What pages look like besides that are for a desk and not for a phone in a field.</summary>
    public static Assets Wide { get; } = new("wide.css", "text/css; charset=utf-8");

    /// <summary>Draws the board anew when something has happened.</summary>
    public static Assets Board { get; } = new("board.js", "text/javascript; charset=utf-8");

    /// <summary>Asks the browser for a passkey.</summary>
    public static Assets Passkeys { get; } = new("passkeys.js", "text/javascript; charset=utf-8");

    /// <summary>On the expert's phone: keeps there what is written without a network.</summary>
    public static Assets Expert { get; } = new("expert.js", "text/javascript; charset=utf-8");

    /// <summary>What is on the phone's screen when the expert's pages are installed.</summary>
    public static Assets ExpertPicture { get; } = new("expert.png", "image/png");

    /// <summary>Works for the expert's pages while none is open. Its address must not change, so it is asked for anew.</summary>
    private static Assets ExpertWorker { get; } = new("expert-worker.js", "text/javascript; charset=utf-8", "no-cache");

    /// <summary>Leaflet, and what it looks like; both as they were published.</summary>
    public static Assets Leaflet { get; } = new("leaflet.js", "text/javascript; charset=utf-8");

    /// <inheritdoc cref="Leaflet"/>
    public static Assets LeafletStyle { get; } = new("leaflet.css", "text/css; charset=utf-8");

    /// <summary>Draws places onto a map with it.</summary>
    public static Assets Map { get; } = new("map.js", "text/javascript; charset=utf-8");

    public static Assets MapStyle { get; } = new("map.css", "text/css; charset=utf-8");

    /// <summary>Draws the list of those who came to a lecture anew while it grows.</summary>
    public static Assets Came { get; } = new("came.js", "text/javascript; charset=utf-8");

    public string Address { get; }

    public static void MapAll(IEndpointRouteBuilder app)
    {
        foreach (var asset in new[] { Style, Wide, Icon, Script, Board, Passkeys, Expert, ExpertPicture, ExpertWorker, Leaflet, LeafletStyle, Map, MapStyle, Came }) app.MapGet(asset.path, asset.Send).ExcludeFromDescription();
    }

    private IResult Send(HttpContext context)
    {
        context.Response.Headers[HeaderNames.CacheControl] = kept;
        context.Response.Headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
        if (!context.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == Gzip && coding.Quality is not 0)) return Results.Bytes(bytes, type);
        context.Response.Headers[HeaderNames.ContentEncoding] = Gzip;
        return Results.Bytes(small, type);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize)) zip.Write(bytes);
        return zipped.ToArray();
    }
}
