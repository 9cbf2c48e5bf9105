using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>Which of the notices that are due may go out now.</summary>
internal static class ReadyNotices
{
    /// <summary>Those whose recipients may be disturbed now; the others wait, or are dropped when nobody need hear them any more.</summary>
    public static async Task<IReadOnlyList<(Delivery Delivery, Notice Notice)>> Ready(this DispatchDb db, List<Delivery> due, Disturbing disturbing, DateTimeOffset now, CancellationToken stop)
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
}
