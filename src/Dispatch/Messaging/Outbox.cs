using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dispatch.Messaging;

/// <summary>A message that was decided in a transaction and is published after it.</summary>
public sealed class OutboxRow
{
    /// <summary>Given by the database, in the order of commits.</summary>
    public long Sequence { get; private set; }

    public required Guid MessageId { get; init; }

    /// <summary>The contract's name.</summary>
    public required string Type { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the broker confirmed it; null until then.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>What it was written in; null where nobody traces.</summary>
    internal ActivityContext? Cause { get; init; }

    /// <summary>The message, or null and why it can't be read: another version wrote it, or somebody's hand.</summary>
    internal object? TryRead(out Exception? why)
    {
        why = null;
        try
        {
            return JsonSerializer.Deserialize(Body, Subscriptions.ContractNamed(Type), StoredJson.Options) ?? throw new JsonException("The body is null.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or NotSupportedException)
        {
            why = unreadable;
            return null;
        }
    }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox").HasKey(row => row.Sequence);
        builder.HasIndex(row => row.MessageId).IsUnique();
        builder.HasIndex(row => row.Sequence).HasFilter("\"SentAt\" IS NULL");
        builder.HasIndex(row => row.SentAt).HasFilter("\"SentAt\" IS NOT NULL");
        builder.Property(row => row.Cause).HasConversion<AsTraceParent>().HasMaxLength(AsTraceParent.Length);
    }

    /// <summary>As the header of that name has it (w3.org/TR/trace-context). What else a tracer sent along is not kept.</summary>
    private sealed class AsTraceParent() : ValueConverter<ActivityContext, string>(
        cause => Write(cause),
        text => Read(text))
    {
        public const int Length = 55;

        private static string Write(ActivityContext cause) => string.Create(CultureInfo.InvariantCulture, $"00-{cause.TraceId}-{cause.SpanId}-{(int)cause.TraceFlags:x2}");

        private static ActivityContext Read(string text) => ActivityContext.TryParse(text, null, isRemote: true, out var cause) ? cause : default;
    }
}

/// <summary>Publishing, as a stage sees it: a row in its own transaction.</summary>
public static class Outbox
{
    /// <summary>Publishes a contract message when, and only when, this context saves.</summary>
    public static void Publish(this DispatchDb db, object message, DateTimeOffset at) =>
        db.Append(new OutboxRow
        {
            MessageId = Guid.CreateVersion7(),
            Type = message.GetType().Name,
            Body = JsonSerializer.Serialize(message, message.GetType(), StoredJson.Options),
            At = at,
            Cause = Traces.Here,
        });
}
