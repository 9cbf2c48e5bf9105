using Dispatch.Http;
using Dispatch.Photos;

namespace Dispatch.Web.Farmer;

/// <summary>Photos that come with a form, beside those that came with it before: cleaned and kept, whatever else is wrong.</summary>
public sealed class SentPhotos(KeepPhotos photos)
{
    public const string Field = "photos";

    /// <summary>More than the photos that are taken: of one that is too large, the rest of the form should not be lost.</summary>
    public const int MostBytes = 96 * 1024 * 1024;

    /// <summary>The hashes of all, those from before first; complains about those that are no photos.</summary>
    public async Task<IReadOnlyList<string>> With(IReadOnlyList<string> before, HttpRequest request, Check check) =>
        [.. before.Concat(await New(request, check, before.Count)).Distinct()];

    private async Task<IReadOnlyList<string>> New(HttpRequest request, Check check, int already)
    {
        var files = request.Form.Files.GetFiles(Field);
        if (already + files.Count > KeepPhotos.Most) check.Fail(Field, "TooMany", KeepPhotos.Most);
        if (files.Any(file => file.Length > KeepPhotos.MostBytes)) check.Fail(Field, "PhotoTooLarge", KeepPhotos.MostBytes >> 20);
        if (check.Failed || files.Count == 0) return [];
        try
        {
            return [.. (await photos.Keep([.. files.Select(file => new PhotoUpload(Field, file.OpenReadStream))], request.HttpContext.RequestAborted)).Select(photo => photo.Hash)];
        }
        catch (BadInput bad)
        {
            foreach (var error in bad.Errors) check.Fail(error.Field, error.Key, [.. error.Values]);
            return [];
        }
    }
}
