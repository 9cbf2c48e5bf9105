using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Orders;

/// <summary>How it looks now, as the farmer shows it who says whether it is solved. Only where there is a photo.</summary>
public sealed class ConfirmationPhotos
{
    public required OrderId Order { get; init; }

    /// <summary>The order's version after the confirmation: its step in the history.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of each.</summary>
    public required IReadOnlyList<string> Photos { get; init; }
}

internal sealed class ConfirmationPhotosTable : IEntityTypeConfiguration<ConfirmationPhotos>
{
    public void Configure(EntityTypeBuilder<ConfirmationPhotos> builder) =>
        builder.ToTable("confirmation_photos").HasKey(photos => new { photos.Order, photos.Version });
}
