using Dispatch.Domain.Experts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Accounts;

/// <summary>Where an expert's calendar can be read without signing in: one address for each, known by its secret, until it is made anew or taken back.</summary>
public sealed class CalendarAddress
{
    public required ExpertId Expert { get; init; }

    /// <summary>As of <see cref="ApiKey.Hash"/>.</summary>
    public required string Hash { get; set; }

    public required DateTimeOffset MadeAt { get; set; }
}

internal sealed class CalendarAddressTable : IEntityTypeConfiguration<CalendarAddress>
{
    public void Configure(EntityTypeBuilder<CalendarAddress> builder)
    {
        builder.ToTable("calendar_addresses").HasKey(address => address.Expert);
        builder.Property(address => address.Hash).HasMaxLength(64);
        builder.HasIndex(address => address.Hash).IsUnique();
        builder.HasOne<Expert>().WithMany().HasForeignKey(address => address.Expert);
    }
}
