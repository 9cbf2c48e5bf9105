using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Orders;

internal sealed class ClosingTable : IEntityTypeConfiguration<Closing>
{
    public void Configure(EntityTypeBuilder<Closing> builder)
    {
        builder.ToTable("closings").HasKey(closing => new { closing.Order, closing.Occasion });
        builder.Property(closing => closing.Occasion).ValueGeneratedNever();
        builder.HasOne<Order>().WithMany().HasForeignKey(closing => closing.Order);
    }
}
