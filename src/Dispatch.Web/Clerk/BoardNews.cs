using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dispatch.Accounts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>
/// Tells open boards that something has happened to an order of theirs, in whichever process: whatever moves an order leaves
/// a row in the outbox, so what has come after the last one is all that is asked for, twice a second, while anybody looks.
/// </summary>
internal sealed class BoardNews(IServiceScopeFactory scopes, IHostApplicationLifetime life, TimeProvider clock, ILogger<BoardNews> log) : BackgroundService
{
    /// <summary>With more than these at once it is not asked whose they are.</summary>
    private const int Most = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private News latest = new(Stations: null);
    private long? last;
    private int looking;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/board/news", Listen).ExcludeFromDescription();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Volatile.Read(ref looking) > 0) await log.Try("Looking for news for the boards", () => Look(stoppingToken), stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IResult Listen(HttpContext context, BoardNews news, CancellationToken stop) =>
        SignedIn.Of(context.User) is { MustChange: false } me && Rights.Of("listOrders").Contains(me.Actor.Role)
            ? TypedResults.ServerSentEvents(news.Since(me.Station, stop))
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private async Task Look(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var (seen, now) = (last, await db.Set<OutboxRow>().MaxAsync(row => (long?)row.Sequence, stop) ?? 0);
        if (now == seen) return;
        var stations = seen is null || now - seen > Most ? null : await Whose(db, seen.Value, now, stop);
        last = now;
        Tell(stations);
    }

    private void Tell(IReadOnlySet<StationId?>? stations)
    {
        var (before, next) = (latest, new News(stations));
        Volatile.Write(ref latest, next);
        before.Next.SetResult(next);
    }

    /// <summary>The stations of the orders that these rows are about.</summary>
    private static async Task<IReadOnlySet<StationId?>> Whose(DispatchDb db, long after, long until, CancellationToken stop)
    {
        var bodies = await db.Set<OutboxRow>().Where(row => row.Sequence > after && row.Sequence <= until).Select(row => row.Body).ToListAsync(stop);
        var orders = bodies.Select(OrderIn).OfType<OrderId>().Distinct().ToList();
        return (await db.Set<Order>().IgnoreAutoIncludes().Where(order => orders.Contains(order.Id)).Select(order => order.Station).Distinct().ToListAsync(stop)).ToHashSet();
    }

    private static OrderId? OrderIn(string body)
    {
        try
        {
            using var message = JsonDocument.Parse(body);
            return message.RootElement.TryGetProperty("orderId", out var order) ? new OrderId(order.GetGuid()) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>One for the beginning, so that what happened between the page and this is not missed; then one for whatever concerns the station, until the browser goes or the service stops.</summary>
    private async IAsyncEnumerable<SseItem<string>> Since(StationId? own, [EnumeratorCancellation] CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, life.ApplicationStopping);
        Interlocked.Increment(ref looking);
        try
        {
            var heard = Volatile.Read(ref latest);
            yield return new SseItem<string>("");
            while (await After(heard, end.Token) is { } news)
            {
                heard = news;
                if (news.Concerns(own)) yield return new SseItem<string>("");
            }
        }
        finally
        {
            Interlocked.Decrement(ref looking);
        }
    }

    private static async Task<News?> After(News heard, CancellationToken stop)
    {
        try
        {
            return await heard.Next.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What happened at once, and what comes after it.</summary>
    /// <param name="Stations">Whose orders it was about, null among them for those that are no station's; null for anybody's.</param>
    private sealed record News(IReadOnlySet<StationId?>? Stations)
    {
        public TaskCompletionSource<News> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The desk, which has no station, hears of all.</summary>
        public bool Concerns(StationId? own) => own is null || Stations?.Contains(own) != false;
    }
}
