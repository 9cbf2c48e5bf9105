using Dispatch.Domain.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Ledger;

internal sealed class EntryTable : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ToTable("ledger").HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Hash).HasMaxLength(64);
        builder.Property(entry => entry.Words).HasMaxLength(500);
        builder.Ignore(entry => entry.What);
        builder.HasMany(entry => entry.Experts).WithOne().HasForeignKey(share => share.Entry);
        builder.Navigation(entry => entry.Experts).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();

        // One source counts once; an entry is taken back once.
        builder.HasIndex(entry => new { entry.Kind, entry.Source, entry.Occasion }).IsUnique().HasFilter("\"Reverses\" IS NULL");
        builder.HasIndex(entry => entry.Reverses).IsUnique();
        builder.HasIndex(entry => entry.Source);
        builder.HasIndex(entry => new { entry.Station, entry.Sequence });
    }
}

internal sealed class EntryExpertTable : IEntityTypeConfiguration<EntryExpert>
{
    public void Configure(EntityTypeBuilder<EntryExpert> builder)
    {
        builder.ToTable("ledger_experts").HasKey(share => new { share.Entry, share.Expert });
        builder.Property(share => share.Entry).ValueGeneratedNever();
        builder.HasIndex(share => new { share.Expert, share.Entry });
    }
}

internal sealed class TotalTable : IEntityTypeConfiguration<Total>
{
    public void Configure(EntityTypeBuilder<Total> builder)
    {
        builder.ToTable("ledger_totals").HasKey(total => new { total.Dimension, total.Key, total.Kind, total.Opening, total.Month });
        builder.Property(total => total.Key).HasMaxLength(40);
        builder.Property(total => total.Month).HasMaxLength(7);
        builder.Property(total => total.Entries).IsConcurrencyToken();
        builder.Ignore(total => total.About);
    }
}
