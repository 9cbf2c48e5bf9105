using Dispatch.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Photos;

/// <summary>The photos as they were stored, in the order they came; an order or report names them by hash.</summary>
public sealed record PhotosTaken(IReadOnlyList<PhotoTaken> Photos);

/// <summary>A photo, turned upright, made smaller where it was large, and without where and with what it was taken.</summary>
public sealed record PhotoTaken
{
    /// <summary>SHA-256 of the stored bytes.</summary>
    /// <example>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</example>
    public required string Hash { get; init; }

    /// <example>image/jpeg</example>
    public required string ContentType { get; init; }

    /// <summary>Pixels.</summary>
    /// <example>2048</example>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    /// <example>1536</example>
    public required int Height { get; init; }
}

/// <summary>Takes photos: one to five files of a form, or one image as the body.</summary>
public static class UploadPhotos
{
    private const int Most = KeepPhotos.Most;
    private const int MostBytes = KeepPhotos.MostBytes;
    private const int FormAround = 64 * 1024;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/photos", Upload)
        .WithName("uploadPhotos").WithTags("Photos").WithSummary("Uploads photos 上传照片")
        .WithDescription("JPEG, PNG or WebP, at most 8 MB each; told by content, not by name. Position, device and other metadata are removed.")
        .WithMetadata(new RequestSizeLimitAttribute((Most * MostBytes) + FormAround))
        .Accepts<IFormFileCollection>("multipart/form-data", "image/jpeg", "image/png", "image/webp")
        .Produces<PhotosTaken>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> Upload(HttpContext context, KeepPhotos photos, CancellationToken stop)
    {
        if (context.Request.ContentLength > (Most * MostBytes) + FormAround) throw TooLarge();
        var uploads = context.Request.HasFormContentType ? await FromForm(context.Request, stop) : await FromBody(context.Request, stop);
        var taken = await photos.Keep(uploads, stop);
        return Results.Created($"/api/v1/photos/{taken[0].Hash}", new PhotosTaken(taken));
    }

    private static async Task<IReadOnlyList<PhotoUpload>> FromForm(HttpRequest request, CancellationToken stop)
    {
        try
        {
            // The whole body is limited already, and what is large waits on disk.
            var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = long.MaxValue }, stop);
            if (form.Files.Count == 0) throw new BadInput("photos", "Required");
            if (form.Files.Count > Most) throw new BadInput("photos", "TooMany", Most);
            if (form.Files.Any(file => file.Length > MostBytes)) throw TooLarge();
            return [.. form.Files.Select((file, n) => new PhotoUpload($"photos[{n}]", file.OpenReadStream))];
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadInput("photos", "NotReadable");
        }
    }

    private static async Task<IReadOnlyList<PhotoUpload>> FromBody(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > MostBytes) throw TooLarge();
        var body = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await request.Body.ReadAsync(part, stop) is > 0 and var read)
        {
            if (body.Length + read > MostBytes) throw TooLarge();
            body.Write(part, 0, read);
        }
        if (body.Length == 0) throw new BadInput("body", "Required");
        body.Position = 0;
        return [new PhotoUpload("body", () => body)];
    }

    private static BadHttpRequestException TooLarge() => new("A photo has at most 8 MB.", StatusCodes.Status413PayloadTooLarge);
}
