using System.Diagnostics;
using System.Text.Json;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

    /// <summary>What it was written in. Not stored: a row that is found in the outbox later begins a trace of its own.</summary>
    internal ActivityContext Cause { get; init; }

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
        builder.Ignore(row => row.Cause);
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
            Cause = Activity.Current?.Context ?? default,
        });
}
