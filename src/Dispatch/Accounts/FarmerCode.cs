using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Accounts;

/// <summary>The last code that was sent to a farmer's phone. A new one takes its place; one that has been used is gone.</summary>
public sealed class FarmerCode
{
    /// <summary>As dialled within the country.</summary>
    public required string Phone { get; init; }

    /// <summary>What is kept of the code; null once it has been used.</summary>
    public string? Hash { get; set; }

    public required DateTimeOffset SentAt { get; set; }

    /// <summary>How often somebody has typed one, right or wrong.</summary>
    public int Tries { get; set; }

    /// <summary>Whatever was opened with a code before this is closed.</summary>
    public DateTimeOffset? SignedOutAt { get; set; }
}

internal sealed class FarmerCodeTable : IEntityTypeConfiguration<FarmerCode>
{
    public void Configure(EntityTypeBuilder<FarmerCode> builder)
    {
        builder.ToTable("farmer_codes").HasKey(code => code.Phone);
        builder.Property(code => code.Phone).HasMaxLength(20);
        builder.Property(code => code.Hash).IsConcurrencyToken();
        builder.Property(code => code.SentAt).IsConcurrencyToken();
        builder.Property(code => code.Tries).IsConcurrencyToken();
    }
}
