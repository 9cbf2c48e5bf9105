using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Orders;

internal sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders").HasKey(order => order.Id);
        builder.Property(order => order.Id).ValueGeneratedNever();
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.Property(order => order.Difficulty).HasMaxLength(2000);
        builder.Ignore(order => order.RefusedBy).Ignore(order => order.NotAskedAgain);
        builder.HasMany(order => order.Seats).WithOne().HasForeignKey(seat => seat.Order);
        builder.HasMany(order => order.Offers).WithOne().HasForeignKey(offer => offer.Order);
        builder.Navigation(order => order.Seats).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.Navigation(order => order.Offers).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(order => order.Tracking).IsUnique();
        builder.HasIndex(order => new { order.State, order.QueuedSince });
        builder.HasIndex(order => order.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        builder.HasIndex(order => new { order.State, order.DueAt }).HasFilter("\"State\" = 'Reported'");
        builder.HasIndex(order => order.Station).HasFilter("\"Station\" IS NOT NULL");
        builder.HasIndex(order => order.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL");
        builder.HasIndex(order => new { order.FarmerPhone, order.SubmittedAt });
        builder.HasIndex(order => new { order.SubmittedAt, order.Tracking });
    }
}

internal sealed class SeatTable : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("seats").HasKey(seat => new { seat.Order, seat.Number });
        builder.Property(seat => seat.Number).ValueGeneratedNever();
        builder.HasIndex(seat => new { seat.Order, seat.Expert }).IsUnique().HasFilter("\"Expert\" IS NOT NULL");
        builder.HasIndex(seat => seat.Expert).HasFilter("\"Expert\" IS NOT NULL");
        builder.HasIndex(seat => seat.AnswerBy).HasFilter("\"AnswerBy\" IS NOT NULL");
    }
}

internal sealed class OfferTable : IEntityTypeConfiguration<Offer>
{
    public void Configure(EntityTypeBuilder<Offer> builder)
    {
        builder.ToTable("offers").HasKey(offer => offer.Id);
        builder.Property(offer => offer.Id).ValueGeneratedNever();
        builder.HasIndex(offer => new { offer.Order, offer.Expert });
        builder.HasIndex(offer => new { offer.Expert, offer.State });
    }
}

/// <summary>One step of an order: who, when, why, from where to where. Never changed.</summary>
public sealed class HistoryRow
{
    public required OrderId Order { get; init; }

    /// <summary>The order's version after this step; 0 is the submission.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    /// <summary>What happened, as <see cref="Fact"/> names it.</summary>
    public required string Fact { get; init; }

    public required State To { get; init; }

    public Domain.Experts.ExpertId? Expert { get; init; }

    public string? Why { get; init; }
}

internal sealed class HistoryTable : IEntityTypeConfiguration<HistoryRow>
{
    public void Configure(EntityTypeBuilder<HistoryRow> builder)
    {
        builder.ToTable("order_history").HasKey(row => new { row.Order, row.Version });
        builder.HasIndex(row => row.At);
    }
}
