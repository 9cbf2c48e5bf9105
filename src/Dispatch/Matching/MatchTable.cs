using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Matching;

/// <summary>Why this expert and not another, as it was decided. Kept with the offer, so that it can be asked later.</summary>
public sealed class MatchRow
{
    public required OrderId Order { get; init; }

    public required int Seat { get; init; }

    /// <summary>The number of the offer it led to; 0 for why nobody could be asked, the latest only.</summary>
    public required int Offer { get; init; }

    public required DateTimeOffset At { get; set; }

    public required Explanation Explanation { get; set; }
}

internal sealed class MatchTable : IEntityTypeConfiguration<MatchRow>
{
    public void Configure(EntityTypeBuilder<MatchRow> builder)
    {
        builder.ToTable("matches").HasKey(row => new { row.Order, row.Seat, row.Offer });
        builder.Property(row => row.Explanation).HasConversion(new StoredJson.Column<Explanation>());
    }
}
