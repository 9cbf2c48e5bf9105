using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Photos;

/// <summary>A photo as sent, and the field to blame for it.</summary>
public sealed record PhotoUpload(string Field, Func<Stream> Open)
{
    internal async Task<byte[]> Bytes(CancellationToken stop)
    {
        await using var from = Open();
        using var bytes = new MemoryStream();
        await from.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }
}

/// <summary>Cleans photos and keeps them, each once; for the API and for the pages.</summary>
public sealed class KeepPhotos(PhotoFiles files, DispatchDb db, TimeProvider clock)
{
    /// <summary>Of one order, or of one report.</summary>
    public const int Most = 5;

    /// <summary>Of one photo as sent.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <returns>The photos as they were stored, in the order they came.</returns>
    /// <exception cref="BadInput">One of them is no photo; none has been kept.</exception>
    public async Task<IReadOnlyList<PhotoTaken>> Keep(IReadOnlyList<PhotoUpload> uploads, CancellationToken stop)
    {
        await files.Turn.WaitAsync(stop);
        try
        {
            var photos = await Clean(uploads, stop);
            await files.Keep(photos, () => Note(photos, clock.GetUtcNow(), stop), stop);
            return [.. photos.Select(photo => new PhotoTaken { Hash = photo.Hash, ContentType = photo.ContentType, Width = photo.Width, Height = photo.Height })];
        }
        finally
        {
            files.Turn.Release();
        }
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

    private async Task Note(IReadOnlyList<CleanPhoto> photos, DateTimeOffset at, CancellationToken stop)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                await db.Transact(() => AddNew(photos, at, stop), stop);
                return;
            }
            catch (DbUpdateException twin) when (Guards.Broken(twin) == Guard.Unique && n < Most)
            {
                // The same photo was sent twice at once, and its twin was quicker: it is known now.
            }
        }
    }

    private async Task<int> AddNew(IReadOnlyList<CleanPhoto> photos, DateTimeOffset at, CancellationToken stop)
    {
        var hashes = photos.Select(photo => photo.Hash).ToList();
        var known = await db.Set<Photo>().Where(photo => hashes.Contains(photo.Hash)).Select(photo => photo.Hash).ToListAsync(stop);
        foreach (var photo in photos.DistinctBy(photo => photo.Hash).Where(photo => !known.Contains(photo.Hash)))
            db.Add(new Photo { Hash = photo.Hash, ContentType = photo.ContentType, Bytes = photo.Bytes.Length, Width = photo.Width, Height = photo.Height, At = at });
        return photos.Count;
    }
}
