using Dispatch.Domain.Experts;
using Dispatch.Domain.Pairings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Pairings;

internal sealed class PairingTable : IEntityTypeConfiguration<Pairing>
{
    public void Configure(EntityTypeBuilder<Pairing> builder)
    {
        builder.ToTable("pairings", table => table.HasCheckConstraint("pairing_with_one", "(\"FarmerPhone\" IS NULL) <> (\"VillageCode\" IS NULL)"));
        builder.HasKey(pairing => pairing.Id);
        builder.Property(pairing => pairing.Id).ValueGeneratedNever();
        builder.Property(pairing => pairing.EndedAt).IsConcurrencyToken();
        builder.HasOne<Expert>().WithMany().HasForeignKey(pairing => pairing.Expert);
        builder.HasIndex(pairing => pairing.FarmerPhone);
        builder.HasIndex(pairing => pairing.VillageCode);
        builder.HasIndex(pairing => pairing.Expert);
    }
}

internal sealed class PairingVisitTable : IEntityTypeConfiguration<PairingVisit>
{
    public void Configure(EntityTypeBuilder<PairingVisit> builder)
    {
        builder.ToTable("pairing_visits").HasKey(visit => visit.Id);
        builder.Property(visit => visit.Id).ValueGeneratedNever();
        builder.HasOne<Pairing>().WithMany().HasForeignKey(visit => visit.Pairing);
        builder.HasIndex(visit => new { visit.Pairing, visit.Day }).IsUnique();
    }
}
