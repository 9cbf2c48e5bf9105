using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Photos;

/// <summary>Shows a photo as the image it is, and as nothing else.</summary>
public static class ShowPhoto
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/photos/{hash}", Show)
        .WithName("showPhoto").ShowsPersonsOf("hash").WithTags("Photos").WithSummary("Shows a photo 查看照片")
        .Produces<Stream>(StatusCodes.Status200OK, contentType: "image/jpeg", additionalContentTypes: ["image/png", "image/webp"])
        .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The photo of this hash; who may see it has been asked before.</summary>
    public static async Task<IResult> Show(string hash, HttpContext context, PhotoFiles files, DispatchDb db, CancellationToken stop)
    {
        if (!PhotoFiles.IsHash(hash)) return Problems.NotFound(context);
        var type = await db.Set<Photo>().Where(photo => photo.Hash == hash).Select(photo => photo.ContentType).FirstOrDefaultAsync(stop);
        if (type is null || files.PathOf(hash, type) is var path && !File.Exists(path)) return Problems.NotFound(context);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'";
        headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.File(path, type, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{hash}\""));
    }
}
