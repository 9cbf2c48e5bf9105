using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Registry;

internal sealed class TownTable : IEntityTypeConfiguration<Town>
{
    public void Configure(EntityTypeBuilder<Town> builder)
    {
        builder.ToTable("towns").HasKey(town => town.Code);
        builder.HasIndex(town => town.Name);
        builder.HasIndex(town => town.FormerName);
    }
}

internal sealed class VillageTable : IEntityTypeConfiguration<Village>
{
    public void Configure(EntityTypeBuilder<Village> builder)
    {
        builder.ToTable("villages").HasKey(village => village.Code);
        builder.HasIndex(village => village.TownCode);
        builder.HasIndex(village => village.ShortName);
        builder.HasIndex(village => village.OfficialName);
    }
}

internal sealed class StationTable : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> builder)
    {
        builder.ToTable("stations").HasKey(station => station.Id);
        builder.Property(station => station.Id).ValueGeneratedNever();
        builder.HasIndex(station => station.Code).IsUnique();
        builder.HasIndex(station => station.TownCode);
    }
}

internal sealed class ExpertTable : IEntityTypeConfiguration<Expert>
{
    public void Configure(EntityTypeBuilder<Expert> builder)
    {
        builder.ToTable("experts", table => table.HasCheckConstraint("experts_capacity", "\"OpenSeats\" >= 0 AND \"OpenSeats\" <= \"Capacity\""));
        builder.HasKey(expert => expert.Id);
        builder.Property(expert => expert.Id).ValueGeneratedNever();
        builder.HasIndex(expert => expert.Code).IsUnique();

        // Two people may enter leaves at once: the second is done again on top of the first.
        builder.Property(expert => expert.Leaves).IsConcurrencyToken();

        // Counted by triggers on the seats, so that no writer can be wrong about it.
        var openSeats = builder.Property(expert => expert.OpenSeats).HasDefaultValue(0).ValueGeneratedOnAddOrUpdate();
        openSeats.Metadata.SetBeforeSaveBehavior(Microsoft.EntityFrameworkCore.Metadata.PropertySaveBehavior.Ignore);
        openSeats.Metadata.SetAfterSaveBehavior(Microsoft.EntityFrameworkCore.Metadata.PropertySaveBehavior.Ignore);
    }
}

internal sealed class FarmerTable : IEntityTypeConfiguration<Farmer>
{
    public void Configure(EntityTypeBuilder<Farmer> builder)
    {
        builder.ToTable("farmers").HasKey(farmer => farmer.Phone);
        builder.HasIndex(farmer => farmer.VillageCode);
    }
}
