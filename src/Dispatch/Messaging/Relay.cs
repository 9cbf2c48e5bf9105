using System.Diagnostics;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>
/// Publishes what the outbox holds, with the broker's confirmation. What this process saves is handed over to it; what is
/// left, by another process or an earlier life, it looks for when it is calm, or after a page: where processes share a server,
/// also every second, but not before the others had their time, and passing over what one of them has begun to publish within a
/// second. What was published but not yet noted when the process died is published again, and so may be what it or the broker was
/// slow with; the inboxes make that harmless.
/// </summary>
internal sealed class Relay(IServiceScopeFactory scopes, Publishing publishing, OutboxSignal signal, BusSettings settings, Storage storage, IWriters writers, Subscriptions subscriptions, TimeProvider clock, ILogger<Relay> log)
    : BackgroundService
{
    private const int Page = 200;

    /// <summary>So many are on their way at most: a broker that says nothing is not to be given everything.</summary>
    private const int Most = 4 * Page;

    /// <summary>Others count on what is published being noted before they take it for left.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly List<long> confirmed = [];
    private readonly HashSet<long> found = [];
    private readonly Waited waited = new(settings.Embedded ? TimeSpan.Zero : storage.Lease);
    private long noted;

    /// <summary>For so many there is room in the next step.</summary>
    private int Room => Math.Min(Page, Most - publishing.OnTheWay.Count);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TakeBack(stoppingToken);
        var calm = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            await publishing.Settle(confirmed, stoppingToken);
            if (calm || confirmed.Count >= Page || (waited.AtAll && Stopwatch.GetElapsedTime(noted) > Soon))
            {
                await Attempt(NoteConfirmed, stoppingToken);
                if (confirmed.Count == 0 && Room > 0 && publishing.IsHeard() && await Attempt(PublishLeft, stoppingToken)) continue;
            }
            if (Room == 0)
            {
                await publishing.WordAsync(Soon, stoppingToken);
                calm = false;
                continue;
            }
            var saved = await signal.WaitAsync(Room, settings.Poll, stoppingToken);
            calm = saved.Count == 0;
            if (calm) found.Clear();
            // What can't be published now is in the database, and is found there. Of what is sent there will be word.
            if (!calm && publishing.IsHeard()) _ = publishing.Send(saved.Where(row => !found.Remove(row.Sequence)), stoppingToken);
        }
        // The stop has broken off what was on its way: of that there is word at once.
        for (var stopped = Stopwatch.GetTimestamp(); publishing.OnTheWay.Count > 0 && Stopwatch.GetElapsedTime(stopped) < Soon;)
        {
            await publishing.WordAsync(Soon, CancellationToken.None);
            await publishing.Settle(confirmed, CancellationToken.None);
        }
        await Attempt(NoteConfirmed, CancellationToken.None);
    }

    /// <summary>
    /// Memory is all the embedded transport has. Until what the last life left unhandled is taken back nothing is published:
    /// later it could not be told from what is under way now.
    /// </summary>
    private async Task TakeBack(CancellationToken stop)
    {
        if (!settings.Embedded) return;
        while (!await Attempt(TakeBackUnhandled, stop) && !stop.IsCancellationRequested) await Task.Delay(settings.Poll, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What was sent and not handled everywhere is sent again. What failed waits for a person, as it does on a broker.</summary>
    private async Task<bool> TakeBackUnhandled(DispatchDb db, CancellationToken stop)
    {
        using var turn = await writers.TurnAsync(stop);
        foreach (var type in subscriptions.All.SelectMany(subscription => subscription.Contracts).Distinct())
        {
            var noters = subscriptions.NotersOf(type);
            var failed = db.Set<ErrorRow>().Where(error => error.ReplayedAt == null);
            await db.Set<OutboxRow>()
                .Where(row => row.Type == type && row.SentAt != null && !failed.Any(error => error.MessageId == row.MessageId && error.Consumer == ErrorRow.Outbox))
                .Where(row => db.Set<InboxRow>().Count(seen => seen.MessageId == row.MessageId) + failed.Count(error => error.MessageId == row.MessageId && noters.Contains(error.Consumer)) < noters.Count)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, (DateTimeOffset?)null), stop);
        }
        return true;
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> PublishLeft(DispatchDb db, CancellationToken stop)
    {
        var ripe = waited.AtAll ? waited.Upto(await db.Set<OutboxRow>().MaxAsync(row => (long?)row.Sequence, stop) ?? 0) : long.MaxValue;
        var (most, sent) = (Room, publishing.OnTheWay.ToArray());
        var left = db.Set<OutboxRow>().AsNoTracking().Where(row => row.SentAt == null && row.Sequence <= ripe && !sent.Contains(row.Sequence));
        // Nearly always there is nothing, and a claim is a transaction.
        if (waited.AtAll && !await left.AnyAsync(stop)) return false;
        await using var claim = await db.BeginClaim(stop);
        var rows = await left.OrderBy(row => row.Sequence).Take(most).Unclaimed().ToListAsync(stop);
        found.UnionWith(rows.Select(row => row.Sequence));
        var all = publishing.Send(rows, stop);
        // The claim is not kept for what there is no word of. It stays on its way.
        await Task.WhenAny(all, Task.Delay(Soon, stop));
        var through = await publishing.Settle(confirmed, stop) && all.IsCompleted;
        // Noted within the claim, and only what is claimed: nobody finds it in between, and nobody is waited for.
        if (claim is not null) await Note(db, [.. rows.Select(row => row.Sequence).Intersect(confirmed)], stop);
        await claim.Done(stop);
        return through && rows.Count == most;
    }

    private async Task<bool> NoteConfirmed(DispatchDb db, CancellationToken stop)
    {
        noted = Stopwatch.GetTimestamp();
        await Note(db, [.. confirmed], stop);
        return false;
    }

    private async Task Note(DispatchDb db, long[] sent, CancellationToken stop)
    {
        if (sent.Length == 0) return;
        DateTimeOffset? now = clock.GetUtcNow();
        using var turn = await writers.TurnAsync(stop);
        await db.Set<OutboxRow>().Where(row => sent.Contains(row.Sequence)).ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, now), stop);
        confirmed.RemoveAll(sent.ToHashSet().Contains);
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
            log.LogWarning(Passing.Whole(failure), "The outbox could not be relayed ({Step}: {Why}); it is tried again.", step.Method.Name, Passing.Why(failure));
            return false;
        }
    }
}
