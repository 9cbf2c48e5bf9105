using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Messaging;

/// <summary>A consumer has handled a message. Written in the transaction of what it did.</summary>
public sealed class InboxRow
{
    public required string Consumer { get; init; }

    public required Guid MessageId { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class InboxTable : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder) =>
        builder.ToTable("inbox").HasKey(row => new { row.MessageId, row.Consumer });
}

/// <summary>Handling a message once, however often it comes.</summary>
public static class Inbox
{
    /// <summary>
    /// Runs the act and notes the message as handled by this consumer, in one transaction. The second time the note is there
    /// already, so nothing is saved; that is found at the end, because a message hardly ever comes twice.
    /// </summary>
    public static Task Once<TMessage>(this DispatchDb db, ConsumeContext<TMessage> context, string consumer, DateTimeOffset at, Func<Task> act)
        where TMessage : class =>
        db.Once([IdOf(context)], consumer, at, act, context.CancellationToken);

    /// <exception cref="InvalidOperationException">It has none: it was not written by this service.</exception>
    public static Guid IdOf<TMessage>(ConsumeContext<TMessage> context)
        where TMessage : class => context.MessageId ?? throw new InvalidOperationException($"{typeof(TMessage).Name} came without a message id.");

    /// <summary>The same for several that are handled together. Where one of them has come before, nothing is saved and it fails: by itself it is found.</summary>
    public static async Task Once(this DispatchDb db, IReadOnlyList<Guid> ids, string consumer, DateTimeOffset at, Func<Task> act, CancellationToken stop)
    {
        try
        {
            await db.Transact(
                async () =>
                {
                    // The first to be refused where one has come before.
                    foreach (var id in ids) db.Append(new InboxRow { Consumer = consumer, MessageId = id, At = at });
                    await act();
                    return ids.Count;
                },
                stop);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && ids.Count == 1 && !stop.IsCancellationRequested)
        {
            db.Forget();
            if (!await db.Set<InboxRow>().AnyAsync(row => row.MessageId == ids[0] && row.Consumer == consumer, stop)) throw;
        }
    }
}
