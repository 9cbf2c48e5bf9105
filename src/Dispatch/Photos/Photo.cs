using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Photos;

/// <summary>A photo as stored: cleaned of metadata, named by the SHA-256 of its bytes.</summary>
public sealed class Photo
{
    /// <summary>SHA-256 of the stored bytes, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>image/jpeg, image/png or image/webp.</summary>
    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class PhotoTable : IEntityTypeConfiguration<Photo>
{
    public void Configure(EntityTypeBuilder<Photo> builder) => builder.ToTable("photos").HasKey(photo => photo.Hash);
}
