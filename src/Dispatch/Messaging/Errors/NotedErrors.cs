using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Messaging.Errors;

/// <summary>A message that failed where no broker keeps it: on the embedded transport, or on its way out of the outbox.</summary>
public sealed class ErrorRow
{
    /// <summary>In place of a consumer: the outbox holds what can't be read.</summary>
    public const string Outbox = "Outbox";

    public required Guid MessageId { get; init; }

    /// <summary>Which consumer failed; the others have handled it.</summary>
    public required string Consumer { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    public required string Why { get; set; }

    public string? Stack { get; set; }

    public required DateTimeOffset At { get; set; }

    public int Times { get; set; }

    /// <summary>When it was last sent again; null while it waits for a person.</summary>
    public DateTimeOffset? ReplayedAt { get; set; }

    public string Queue => Subscription.QueueOf(Consumer);

    internal FailedMessage Shown => new($"{Queue}.{MessageId}", Queue, Type, At, Why, Times, Body, Stack);

    /// <summary>Notes one more failure. Saves nothing.</summary>
    internal static async Task Note(DispatchDb db, ErrorRow failed, Exception failure, CancellationToken stop)
    {
        var row = await db.Set<ErrorRow>().FindAsync([failed.MessageId, failed.Consumer], stop) ?? db.Add(failed).Entity;
        (row.At, row.Why, row.Stack, row.ReplayedAt) = (failed.At, $"{failure.GetType().Name}: {failure.GetBaseException().Message}", failure.GetBaseException().StackTrace, null);
        row.Times++;
    }
}

internal sealed class ErrorTable : IEntityTypeConfiguration<ErrorRow>
{
    public void Configure(EntityTypeBuilder<ErrorRow> builder)
    {
        builder.ToTable("error_queue").HasKey(row => new { row.MessageId, row.Consumer });
        builder.HasIndex(row => row.ReplayedAt);
        builder.Ignore(row => row.Queue).Ignore(row => row.Shown);
    }
}

/// <summary>The failed messages that the database keeps.</summary>
internal sealed class NotedErrors(DispatchDb db, Subscriptions subscriptions, TimeProvider clock) : ErrorQueue
{
    public override async Task<IReadOnlyList<FailedMessage>> List(CancellationToken stop) =>
        (await Waiting().AsNoTracking().ToListAsync(stop)).ConvertAll(row => row.Shown);

    public override async Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stop) =>
        (await Waiting().GroupBy(row => row.Consumer).Select(failed => new { Consumer = failed.Key, Count = failed.Count() }).ToListAsync(stop))
            .ConvertAll(failed => new QueueDepth(Subscription.QueueOf(failed.Consumer), null, failed.Count));

    /// <summary>
    /// Puts the message at the end of the outbox, under its id: all its consumers get it, and it is news only to those
    /// who have not noted it in the inbox.
    /// </summary>
    public override Task<int> Replay(Predicate<FailedMessage> meant, CancellationToken stop) => Each(
        meant,
        async row =>
        {
            row.ReplayedAt = clock.GetUtcNow();
            var sent = await db.Set<OutboxRow>().FirstOrDefaultAsync(sent => sent.MessageId == row.MessageId, stop);
            if (sent is not null) db.Remove(sent);
            if (!db.Appending.Of<OutboxRow>().Any(again => again.MessageId == row.MessageId))
                db.Append(new OutboxRow { MessageId = row.MessageId, Type = row.Type, Body = row.Body, At = clock.GetUtcNow(), Cause = sent?.Cause });
        },
        stop);

    /// <summary>Notes it as handled, so that a restart does not bring it back.</summary>
    public override Task<int> Discard(Predicate<FailedMessage> meant, CancellationToken stop) => Each(
        meant,
        async row =>
        {
            db.Remove(row);
            var handled = await db.Set<InboxRow>().Where(seen => seen.MessageId == row.MessageId).Select(seen => seen.Consumer).ToListAsync(stop);
            foreach (var consumer in subscriptions.NotersOf(row.Type).Except(handled))
                if (row.Consumer == consumer || row.Consumer == ErrorRow.Outbox)
                    db.Append(new InboxRow { MessageId = row.MessageId, Consumer = consumer, At = clock.GetUtcNow() });
        },
        stop);

    private IQueryable<ErrorRow> Waiting() => db.Set<ErrorRow>().Where(row => row.ReplayedAt == null);

    private Task<int> Each(Predicate<FailedMessage> meant, Func<ErrorRow, Task> act, CancellationToken stop) =>
        db.Transact(
            async () =>
            {
                var rows = (await Waiting().ToListAsync(stop)).FindAll(row => meant(row.Shown));
                foreach (var row in rows) await act(row);
                return rows.Count;
            },
            stop);
}
