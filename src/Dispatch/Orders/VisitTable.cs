using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Orders;

/// <summary>One expert's visit (上门): check-in and report. Both the phone's time and ours are kept.</summary>
public sealed class Visit
{
    public required OrderId Order { get; init; }

    /// <summary>The order's version when the visit began; an order may need several.</summary>
    public required int Version { get; init; }

    public required ExpertId Expert { get; init; }

    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>What the expert's phone said the time of arrival was.</summary>
    public DateTimeOffset? ArrivedAtByDevice { get; init; }

    /// <summary>Where the phone was on arrival.</summary>
    public Domain.Place? Place { get; init; }

    public DateTimeOffset? ReportedAt { get; set; }

    public DateTimeOffset? ReportedAtByDevice { get; set; }

    public string? Findings { get; set; }

    public string? Advice { get; set; }

    /// <summary>How the expert sees it; what counts is what the farmer says.</summary>
    public Outcome? ExpertsView { get; set; }

    public IReadOnlyList<string> Photos { get; set; } = [];
}

internal sealed class VisitTable : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.ToTable("visits").HasKey(visit => new { visit.Order, visit.Version });
        builder.HasIndex(visit => visit.Expert);
    }
}
