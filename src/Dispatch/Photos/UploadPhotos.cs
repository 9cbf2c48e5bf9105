using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

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
    private const int Most = 5;
    private const int MostBytes = 8 * 1024 * 1024;
    private const int FormAround = 64 * 1024;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/photos", Upload)
        .WithName("uploadPhotos").WithTags("Photos").WithSummary("Uploads photos 上传照片")
        .WithDescription("JPEG, PNG or WebP, at most 8 MB each; told by content, not by name. Position, device and other metadata are removed.")
        .WithMetadata(new RequestSizeLimitAttribute((Most * MostBytes) + FormAround))
        .Accepts<IFormFileCollection>("multipart/form-data", "image/jpeg", "image/png", "image/webp")
        .Produces<PhotosTaken>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> Upload(HttpContext context, PhotoFiles files, DispatchDb db, TimeProvider clock, CancellationToken stop)
    {
        if (context.Request.ContentLength > (Most * MostBytes) + FormAround) throw TooLarge();
        var uploads = context.Request.HasFormContentType ? await FromForm(context.Request, stop) : await FromBody(context.Request, stop);
        await files.Turn.WaitAsync(stop);
        try
        {
            var photos = await Clean(uploads, stop);
            await files.Keep(photos, () => Note(db, photos, clock.GetUtcNow(), stop), stop);
            var taken = photos.Select(photo => new PhotoTaken { Hash = photo.Hash, ContentType = photo.ContentType, Width = photo.Width, Height = photo.Height });
            return Results.Created($"/api/v1/photos/{photos[0].Hash}", new PhotosTaken([.. taken]));
        }
        finally
        {
            files.Turn.Release();
        }
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

    private static async Task<IReadOnlyList<CleanPhoto>> Clean(IReadOnlyList<PhotoUpload> uploads, CancellationToken stop)
    {
        var check = new Check();
        var photos = new List<CleanPhoto>();
        foreach (var upload in uploads)
        {
            var (photo, error) = CleanPhoto.From(await upload.Bytes(stop));
            if (photo is not null) photos.Add(photo);
            else check.Fail(upload.Field, error!, CleanPhoto.MostPixels / 1_000_000);
        }
        check.Done();
        return photos;
    }

    private static async Task Note(DispatchDb db, IReadOnlyList<CleanPhoto> photos, DateTimeOffset at, CancellationToken stop)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                await db.Transact(() => AddNew(db, photos, at, stop), stop);
                return;
            }
            catch (DbUpdateException twin) when (Guards.Broken(twin) == Guard.Unique && n < Most)
            {
                // The same photo was sent twice at once, and its twin was quicker: it is known now.
            }
        }
    }

    private static async Task<int> AddNew(DispatchDb db, IReadOnlyList<CleanPhoto> photos, DateTimeOffset at, CancellationToken stop)
    {
        var hashes = photos.Select(photo => photo.Hash).ToList();
        var known = await db.Set<Photo>().Where(photo => hashes.Contains(photo.Hash)).Select(photo => photo.Hash).ToListAsync(stop);
        foreach (var photo in photos.DistinctBy(photo => photo.Hash).Where(photo => !known.Contains(photo.Hash)))
            db.Add(new Photo { Hash = photo.Hash, ContentType = photo.ContentType, Bytes = photo.Bytes.Length, Width = photo.Width, Height = photo.Height, At = at });
        return photos.Count;
    }

    private static BadHttpRequestException TooLarge() => new("A photo has at most 8 MB.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>A photo as sent, and the field to blame for it.</summary>
    private sealed record PhotoUpload(string Field, Func<Stream> Open)
    {
        public async Task<byte[]> Bytes(CancellationToken stop)
        {
            await using var from = Open();
            using var bytes = new MemoryStream();
            await from.CopyToAsync(bytes, stop);
            return bytes.ToArray();
        }
    }
}
