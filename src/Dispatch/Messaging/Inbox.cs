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
    /// <summary>Runs the act and notes the message as handled by this consumer, in one transaction; does nothing the second time.</summary>
    public static async Task Once<TMessage>(this DispatchDb db, ConsumeContext<TMessage> context, string consumer, DateTimeOffset at, Func<Task> act)
        where TMessage : class
    {
        var id = context.MessageId ?? throw new InvalidOperationException($"{typeof(TMessage).Name} came without a message id.");
        var stop = context.CancellationToken;
        try
        {
            await db.Transact(
                async () =>
                {
                    if (await db.Set<InboxRow>().AnyAsync(row => row.MessageId == id && row.Consumer == consumer, stop)) return false;
                    await act();
                    db.Add(new InboxRow { Consumer = consumer, MessageId = id, At = at });
                    return true;
                },
                stop);
        }
        catch (DbUpdateException twice) when (Guards.Broken(twice) == Guard.InboxOnce)
        {
            // Its twin was quicker, and has had the effect.
        }
    }
}
