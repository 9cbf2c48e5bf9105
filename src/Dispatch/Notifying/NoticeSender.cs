using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Notifying;

/// <summary>
/// Sends what is due, at least once; a repetition carries the same id. What one process is sending another passes over; on
/// SQLite two that send at the same moment may both send it.
/// </summary>
internal sealed class NoticeSender(IServiceScopeFactory scopes, IWriters writers, Sinks sinks, Disturbing disturbing, ILogger<NoticeSender> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(1);

    private static readonly Compiled<Func<DispatchDb, string, DateTimeOffset, int, IAsyncEnumerable<Guid>>> DueBy = new(() => EF.CompileAsyncQuery((DispatchDb db, string sink, DateTimeOffset now, int most) => db.Set<Delivery>()
        .Where(delivery => delivery.Sink == sink && delivery.State == DeliveryState.Pending && delivery.DueAt <= now)
        .OrderBy(delivery => delivery.DueAt).Take(most).TagWith(Claims.Tag).Select(delivery => delivery.Notice)));

    /// <summary>Sends all that is due by then, through every sink.</summary>
    public Task SendDue(DateTimeOffset now, CancellationToken stop = default) => Task.WhenAll(sinks.All.Select(sink => SendDue(sink, now, stop)));

    internal async Task SendDue(Sink sink, DateTimeOffset now, CancellationToken stop)
    {
        await sink.Turn.WaitAsync(stop);
        try
        {
            while (await SendBatch(sink, now, stop) == sink.Batch) { }
        }
        finally
        {
            sink.Turn.Release();
        }
    }

    /// <summary>One that can't be sent for a fault of its own, a row that can't be read, is found one by one and does not keep its neighbours.</summary>
    private async Task<int> SendBatch(Sink sink, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var due = new List<Guid>();
        try
        {
            await using var claim = await db.BeginClaim(stop);
            due = await DueBy.On(db)(db, sink.Name, now, sink.Batch).ToListAsync(stop);
            await Send(db, sink, due, now, stop);
            await claim.Done(stop);
        }
        catch (Exception failure) when (due.Count > 0 && IsOfNotice(failure, stop))
        {
            log.LogWarning(failure, "A batch of notices could not be sent by {Sink}; they are sent one by one.", sink.Name);
            foreach (var notice in due) await SendAlone(sink, notice, now, stop);
        }
        return due.Count;
    }

    private async Task SendAlone(Sink sink, Guid notice, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var row = db.Set<Delivery>().Where(delivery => delivery.Sink == sink.Name && delivery.Notice == notice && delivery.State == DeliveryState.Pending).Select(delivery => delivery.Notice);
        try
        {
            await db.Claim(row, () => Send(db, sink, [notice], now, stop), stop);
        }
        catch (Exception failure) when (IsOfNotice(failure, stop))
        {
            log.LogError(failure, "Notice {Id} can't be sent by {Sink}; it is left out for an hour.", notice, sink.Name);
            await SetAside(sink, notice, failure, now, stop);
        }
    }

    private async Task SetAside(Sink sink, Guid notice, Exception failure, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var since = await db.Set<Notice>().Where(one => one.Id == notice).Select(one => one.DueAt).SingleAsync(stop);
        var (state, error) = (now >= since + GiveUp ? DeliveryState.Failed : DeliveryState.Pending, failure.GetType().Name);
        using var turn = await writers.TurnAsync(stop);
        await db.Set<Delivery>().Where(delivery => delivery.Sink == sink.Name && delivery.Notice == notice).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, state).SetProperty(delivery => delivery.DueAt, now + LongestWait)
                .SetProperty(delivery => delivery.Attempts, delivery => delivery.Attempts + 1).SetProperty(delivery => delivery.LastError, error),
            stop);
    }

    private static bool IsOfNotice(Exception failure, CancellationToken stop) =>
        failure is not OutOfMemoryException && !Passing.IsPassing(failure) && !stop.IsCancellationRequested;

    private async Task<bool> Send(DispatchDb db, Sink sink, List<Guid> notices, DateTimeOffset now, CancellationToken stop)
    {
        if (notices.Count == 0) return false;
        var due = await db.Set<Delivery>().Where(delivery => delivery.Sink == sink.Name && notices.Contains(delivery.Notice)).OrderBy(delivery => delivery.DueAt).ToListAsync(stop);
        var ready = await db.Ready(due, disturbing, now, stop);
        var errors = await sink.Send([.. ready.Select(one => OutgoingNotice.Of(one.Notice))], stop);
        var outcomes = ready.Zip(errors, (one, error) => (one.Delivery, one.Notice, error)).ToLookup(one => one.error is null);
        await NoteSent(db, sink, [.. outcomes[true].Select(one => one.Delivery)], now, stop);
        foreach (var (delivery, notice, error) in outcomes[false]) NoteFailed(delivery, notice, error!, now);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Most go out: they are noted in one statement.</summary>
    private async Task NoteSent(DispatchDb db, Sink sink, IReadOnlyList<Delivery> sent, DateTimeOffset now, CancellationToken stop)
    {
        if (sent.Count == 0) return;
        var ids = sent.Select(delivery => delivery.Notice).ToList();
        using var turn = await writers.TurnAsync(stop);
        await db.Set<Delivery>().Where(delivery => delivery.Sink == sink.Name && ids.Contains(delivery.Notice)).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Sent).SetProperty(delivery => delivery.SentAt, (DateTimeOffset?)now)
                .SetProperty(delivery => delivery.Attempts, delivery => delivery.Attempts + 1).SetProperty(delivery => delivery.LastError, (string?)null),
            stop);
        foreach (var delivery in sent) db.Entry(delivery).State = EntityState.Detached;
    }

    private void NoteFailed(Delivery delivery, Notice notice, string error, DateTimeOffset now)
    {
        delivery.Attempts++;
        delivery.LastError = error;
        var wait = FirstWait * Math.Pow(2, Math.Min(delivery.Attempts - 1, 10));
        delivery.DueAt = now + (wait < LongestWait ? wait : LongestWait);
        if (now >= notice.DueAt + GiveUp) delivery.State = DeliveryState.Failed;
        log.LogWarning("Notice {Id} about order {Tracking} did not go out by {Sink} ({Error}), {State} after {Attempts} attempts.", notice.Id, notice.Tracking?.Value, delivery.Sink, error, delivery.State, delivery.Attempts);
    }
}
