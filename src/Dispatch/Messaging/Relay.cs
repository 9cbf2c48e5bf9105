using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>
/// Publishes what the outbox holds, with the broker's confirmation. What this process saves is handed over to it; what is
/// left, by another process or an earlier life, it looks for when it is calm, or after a page. What was published but not yet
/// noted when the process died is published again; the inboxes make that harmless.
/// </summary>
internal sealed class Relay(IServiceScopeFactory scopes, IBusControl bus, OutboxSignal signal, BusSettings settings, OneWriter writer, Subscriptions subscriptions, Traffic traffic, TimeProvider clock, ILogger<Relay> log)
    : BackgroundService
{
    private const int Page = 200;
    private static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(20);
    private readonly List<long> confirmed = [];
    private readonly HashSet<long> underWay = [];
    private long found;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Embedded) await Attempt(TakeBackUnhandled, stoppingToken);
        var calm = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (calm || confirmed.Count >= Page)
            {
                await Attempt(NoteConfirmed, stoppingToken);
                if (confirmed.Count == 0 && IsHeard() && await Attempt(PublishLeft, stoppingToken)) continue;
            }
            var saved = await signal.WaitAsync(Page, settings.Poll, stoppingToken);
            calm = saved.Count == 0;
            // What can't be published now is in the database, and is found there.
            if (!calm && IsHeard()) await Attempt((db, stop) => Publish(db, [.. saved.Where(row => row.Sequence > found)], stop), stoppingToken);
        }
        await Attempt(NoteConfirmed, CancellationToken.None);
    }

    /// <summary>A broker confirms also what no queue is bound to. So nothing is published before every consumer has its queue.</summary>
    private bool IsHeard() => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>
    /// Memory is all the embedded transport has: what was sent and not handled everywhere is sent again. What failed waits
    /// for a person, as it does on a broker.
    /// </summary>
    private async Task<bool> TakeBackUnhandled(DispatchDb db, CancellationToken stop)
    {
        using var turn = await writer.TurnAsync(stop);
        foreach (var type in subscriptions.All.SelectMany(subscription => subscription.Contracts).Distinct())
        {
            var noters = subscriptions.NotersOf(type);
            var failed = db.Set<ErrorRow>().Where(error => error.ReplayedAt == null);
            await db.Set<OutboxRow>()
                .Where(row => row.Type == type && row.SentAt != null && !failed.Any(error => error.MessageId == row.MessageId && error.Consumer == ErrorRow.Outbox))
                .Where(row => db.Set<InboxRow>().Count(seen => seen.MessageId == row.MessageId) + failed.Count(error => error.MessageId == row.MessageId && noters.Contains(error.Consumer)) < noters.Count)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, (DateTimeOffset?)null), stop);
        }
        return false;
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> PublishLeft(DispatchDb db, CancellationToken stop)
    {
        var rows = await db.Set<OutboxRow>().AsNoTracking().Where(row => row.SentAt == null).OrderBy(row => row.Sequence).Take(Page).ToListAsync(stop);
        await Publish(db, rows, stop);
        if (rows.Count > 0) found = rows[^1].Sequence;
        return rows.Count == Page;
    }

    private async Task<bool> Publish(DispatchDb db, List<OutboxRow> rows, CancellationToken stop)
    {
        var readable = new List<(OutboxRow Row, object Message)>(rows.Count);
        foreach (var row in rows)
        {
            if (underWay.Add(row.Sequence)) traffic.Sending(row);
            if (row.TryRead(out var why) is not { } message) await PutAside(db, row, why!, stop);
            else if (IsHeard(row)) readable.Add((row, message));
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Confirmation);
        await Task.WhenAll(readable.Select(one => bus.Publish(one.Message, one.Message.GetType(), context => context.MessageId = one.Row.MessageId, limit.Token)));
        foreach (var row in rows)
        {
            underWay.Remove(row.Sequence);
            confirmed.Add(row.Sequence);
        }
        return true;
    }

    /// <summary>On a broker a stranger may listen; the embedded transport has only our own consumers.</summary>
    private bool IsHeard(OutboxRow row) => !settings.Embedded || subscriptions.CopiesOf(row.Type) > 0;

    /// <summary>A row that can't be read must not hold up those behind it.</summary>
    private async Task PutAside(DispatchDb db, OutboxRow row, Exception why, CancellationToken stop)
    {
        var failed = new ErrorRow { MessageId = row.MessageId, Consumer = ErrorRow.Outbox, Type = row.Type, Body = row.Body, Why = "", At = clock.GetUtcNow() };
        await ErrorRow.Note(db, failed, why, stop);
        await db.SaveChangesAsync(stop);
        traffic.Forget(row);
        log.LogError(why, "{Type} {Message} in the outbox can't be read; it is in the error queue.", row.Type, row.MessageId);
    }

    private async Task<bool> NoteConfirmed(DispatchDb db, CancellationToken stop)
    {
        if (confirmed.Count == 0) return false;
        DateTimeOffset? now = clock.GetUtcNow();
        using var turn = await writer.TurnAsync(stop);
        await db.Set<OutboxRow>().Where(row => confirmed.Contains(row.Sequence))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, now), stop);
        confirmed.Clear();
        return false;
    }

    private async Task<bool> Attempt(Func<DispatchDb, CancellationToken, Task<bool>> step, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await step(scope.ServiceProvider.GetRequiredService<DispatchDb>(), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogWarning(failure, "The outbox could not be relayed ({Step}); it is tried again.", step.Method.Name);
            return false;
        }
    }
}
