using Dispatch.Http;
using Dispatch.Importing;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Who looks after a database.</summary>
public enum Care
{
    /// <summary>A service does, and has had time to find what is due.</summary>
    Service,
    /// <summary>A service has just begun to.</summary>
    NewService,
    /// <summary>A demonstration does, by its own clock.</summary>
    Demonstration,
    /// <summary>Nobody does.</summary>
    Nobody,
    /// <summary>Not asked: who runs the command has given a time.</summary>
    Given,
}

/// <summary>
/// As of when limits can be judged. That a limit has passed and nobody was told is the fault of a service that runs; of one
/// that was stopped, it is only so up to when it was last at work. Judging it as of now would condemn every database
/// whose service had a night off; judging a running one as of its last step would acquit one that is stuck.
/// </summary>
public sealed record LookedAfter(Care Care, DateTimeOffset At)
{
    public static async Task<LookedAfter> By(Holders holders, DispatchDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (holders.Services && now - holders.Since >= Patient.Grace) return new LookedAfter(Care.Service, now);
        var care = holders.Services ? Care.NewService : holders.Demonstration ? Care.Demonstration : Care.Nobody;
        return new LookedAfter(care, await LastStep(db, stop) is { } last && last < now ? last : now);
    }

    public string In(string language, TimeZoneInfo zone) => Texts.In(language, $"Care.{Care}", $"{TimeZoneInfo.ConvertTime(At, zone):yyyy-MM-dd HH:mm:ss zzz}");

    /// <summary>When a service last took a step or sent a message. What an import writes, it writes without one.</summary>
    private static async Task<DateTimeOffset?> LastStep(DispatchDb db, CancellationToken stop)
    {
        var step = await db.Set<HistoryRow>().Where(row => row.By != CsvImport.By).MaxAsync(row => (DateTimeOffset?)row.At, stop);
        var sent = await db.Set<OutboxRow>().Where(row => row.SentAt != null).MaxAsync(row => row.SentAt, stop);
        return step > sent || sent is null ? step : sent;
    }
}
