using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Photos;

/// <summary>Photos that a request names, uploaded before.</summary>
public static class KnownPhotos
{
    private const int Most = KeepPhotos.Most;

    /// <summary>The hashes, each once; complains about those that are not there, and about more than five.</summary>
    public static async Task<IReadOnlyList<string>> Photos(this Check check, string field, IReadOnlyList<string>? hashes, DispatchDb db, CancellationToken stop)
    {
        IReadOnlyList<string> named = [.. (hashes ?? []).Distinct()];
        if (named.Count > Most) check.Fail(field, "TooMany", Most);
        if (named.Count is 0 or > Most) return named;
        var known = await db.Set<Photo>().Where(photo => named.Contains(photo.Hash)).Select(photo => photo.Hash).ToListAsync(stop);
        foreach (var hash in named.Except(known)) check.Fail(field, "UnknownPhoto", hash);
        return named;
    }
}
