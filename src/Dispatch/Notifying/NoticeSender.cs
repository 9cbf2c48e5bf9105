using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Notifying;

/// <summary>Sends what is due, at least once; a repetition carries the same id.</summary>
internal sealed class NoticeSender(IServiceScopeFactory scopes, OneWriter writer, Sinks sinks, Disturbing disturbing, ILogger<NoticeSender> log)
{
    private const int Batch = 100;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(1);

    /// <summary>Sends all that is due by then, through every sink.</summary>
    public Task SendDue(DateTimeOffset now, CancellationToken stop = default) => Task.WhenAll(sinks.All.Select(sink => SendDue(sink, now, stop)));

    internal async Task SendDue(Sink sink, DateTimeOffset now, CancellationToken stop)
    {
        await sink.Turn.WaitAsync(stop);
        try
        {
            while (await SendBatch(sink, now, stop) == Batch) { }
        }
        finally
        {
            sink.Turn.Release();
        }
    }

    private async Task<int> SendBatch(Sink sink, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var due = await db.Set<Delivery>().Where(delivery => delivery.Sink == sink.Name && delivery.State == DeliveryState.Pending && delivery.DueAt <= now)
            .OrderBy(delivery => delivery.DueAt).Take(Batch).ToListAsync(stop);
        if (due.Count == 0) return 0;
        var ready = await Ready(db, due, now, stop);
        var errors = await sink.Send([.. ready.Select(one => one.Notice)], stop);
        var outcomes = ready.Zip(errors, (one, error) => (one.Delivery, one.Notice, error)).ToLookup(one => one.error is null);
        await NoteSent(db, sink, [.. outcomes[true].Select(one => one.Delivery)], now, stop);
        foreach (var (delivery, notice, error) in outcomes[false]) NoteFailed(delivery, notice, error!, now);
        await db.SaveChangesAsync(stop);
        return due.Count;
    }

    /// <summary>Those whose recipients may be disturbed now; the others wait, or are dropped when nobody need hear them any more.</summary>
    private async Task<IReadOnlyList<(Delivery Delivery, Notice Notice)>> Ready(DispatchDb db, List<Delivery> due, DateTimeOffset now, CancellationToken stop)
    {
        var ids = due.Select(delivery => delivery.Notice).ToList();
        var notices = await db.Set<Notice>().AsNoTracking().Where(notice => ids.Contains(notice.Id)).ToDictionaryAsync(notice => notice.Id, stop);
        var experts = await Experts(db, notices.Values, stop);
        var stations = await Stations(db, notices.Values, stop);
        var ready = new List<(Delivery, Notice)>();
        foreach (var delivery in due)
        {
            var notice = notices[delivery.Notice];
            delivery.DueAt = notice switch
            {
                { Expert: { } id } => disturbing.Expert(now, experts[id], notice.UsefulUntil),
                { Station: { } id } => disturbing.Clerk(now, stations[id]),
                _ => disturbing.Farmer(now, notice.Urgent),
            };
            if (notice.UsefulUntil < now) delivery.State = DeliveryState.Overtaken;
            else if (delivery.DueAt <= now) ready.Add((delivery, notice));
        }
        return ready;
    }

    private static Task<Dictionary<ExpertId, Expert>> Experts(DispatchDb db, IEnumerable<Notice> notices, CancellationToken stop)
    {
        var ids = notices.Select(notice => notice.Expert).OfType<ExpertId>().Distinct().ToList();
        return db.Set<Expert>().AsNoTracking().Where(expert => ids.Contains(expert.Id)).ToDictionaryAsync(expert => expert.Id, stop);
    }

    private static Task<Dictionary<StationId, Station>> Stations(DispatchDb db, IEnumerable<Notice> notices, CancellationToken stop)
    {
        var ids = notices.Where(notice => notice.To == Role.Clerk).Select(notice => notice.Station).OfType<StationId>().Distinct().ToList();
        return db.Set<Station>().AsNoTracking().Where(station => ids.Contains(station.Id)).ToDictionaryAsync(station => station.Id, stop);
    }

    /// <summary>Most go out: they are noted in one statement.</summary>
    private async Task NoteSent(DispatchDb db, Sink sink, IReadOnlyList<Delivery> sent, DateTimeOffset now, CancellationToken stop)
    {
        if (sent.Count == 0) return;
        var ids = sent.Select(delivery => delivery.Notice).ToList();
        using var turn = await writer.TurnAsync(stop);
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
        log.LogWarning("Notice {Id} did not go out by {Sink} ({Error}), {State} after {Attempts} attempts.", notice.Id, delivery.Sink, error, delivery.State, delivery.Attempts);
    }
}
