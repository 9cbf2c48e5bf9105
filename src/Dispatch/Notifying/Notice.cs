using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Notifying;

/// <summary>What one person is told about one order, or one lecture. Once written it does not change; its deliveries do.</summary>
public sealed class Notice
{
    /// <summary>Named after the message, or the notice that it takes back, and the recipient: what comes twice tells once.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is about; null when that is a lecture.</summary>
    public OrderId? Order { get; init; }

    public TrackingNumber? Tracking { get; init; }

    /// <summary>What it is about; null when that is an order.</summary>
    public LectureId? Lecture { get; init; }

    /// <summary>Farmer, Expert, Clerk; or Desk when an order has no station yet.</summary>
    public required Role To { get; init; }

    /// <summary>Digits; null for the desk, which reads the page.</summary>
    public string? Phone { get; init; }

    /// <summary>Whose duty counts, for an expert.</summary>
    public ExpertId? Expert { get; init; }

    /// <summary>Whose hours count, for a clerk.</summary>
    public StationId? Station { get; init; }

    /// <summary>The key of its sentence.</summary>
    public required string Template { get; init; }

    /// <summary>zh or en.</summary>
    public required string Language { get; init; }

    public required string Text { get; init; }

    /// <summary>Whether it reaches a farmer at night as well.</summary>
    public bool Urgent { get; init; }

    /// <summary>After this nobody need hear it: the offer has lapsed.</summary>
    public DateTimeOffset? UsefulUntil { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the recipient may first be disturbed.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public List<Delivery> Deliveries { get; init; } = [];
}

/// <summary>Where a delivery stands. Stored by name.</summary>
public enum DeliveryState
{
    Pending,
    Sent,
    /// <summary>The sink could not be reached for a day; a person should look.</summary>
    Failed,
    /// <summary>It was no longer true before it went out.</summary>
    Overtaken,
}

/// <summary>A notice on its way through one sink. Each sink has its own, so that a dead one holds nothing else up.</summary>
public sealed class Delivery
{
    public required Guid Notice { get; init; }

    public required string Sink { get; init; }

    public DeliveryState State { get; set; } = DeliveryState.Pending;

    /// <summary>When it is tried next.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>What the sink said, without names, numbers or text.</summary>
    public string? LastError { get; set; }
}

internal sealed class NoticeTable : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices").HasKey(notice => notice.Id);
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.HasMany(notice => notice.Deliveries).WithOne().HasForeignKey(delivery => delivery.Notice);
        builder.HasIndex(notice => notice.Order);
        builder.HasIndex(notice => notice.Lecture).HasFilter("\"Lecture\" IS NOT NULL");
        builder.HasIndex(notice => new { notice.Expert, notice.At }).HasFilter("\"Expert\" IS NOT NULL");
    }
}

internal sealed class DeliveryTable : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("notice_deliveries").HasKey(delivery => new { delivery.Notice, delivery.Sink });
        builder.HasIndex(delivery => new { delivery.Sink, delivery.State, delivery.DueAt });
    }
}
