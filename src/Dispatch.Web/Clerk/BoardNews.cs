using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>
/// Tells open boards that something has happened to an order, in whichever process: whatever moves an order leaves a row in
/// the outbox, so the last one's number is all that is asked for, twice a second, while anybody looks.
/// </summary>
internal sealed class BoardNews(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BoardNews> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private TaskCompletionSource<long> next = New();
    private long last;
    private int looking;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/board/news", Listen).ExcludeFromDescription();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Volatile.Read(ref looking) > 0) await log.Try("Looking for news for the boards", () => Look(stoppingToken), stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        next.TrySetCanceled(stoppingToken);
    }

    private async Task Look(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var now = await db.Set<OutboxRow>().MaxAsync(row => (long?)row.Sequence, stop) ?? 0;
        if (now == last) return;
        last = now;
        Interlocked.Exchange(ref next, New()).SetResult(now);
    }

    private static IResult Listen(HttpContext context, BoardNews news, CancellationToken stop) =>
        SignedIn.Of(context.User) is { MustChange: false } me && Rights.Of("listOrders").Contains(me.Actor.Role)
            ? TypedResults.ServerSentEvents(news.Since(stop))
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private async IAsyncEnumerable<SseItem<string>> Since([EnumeratorCancellation] CancellationToken stop)
    {
        Interlocked.Increment(ref looking);
        try
        {
            // The first at once, so that what happened between the page and this is not missed.
            Task<long> waiting;
            do
            {
                waiting = Volatile.Read(ref next).Task;
                yield return new SseItem<string>("");
                await waiting.WaitAsync(stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            while (waiting.IsCompletedSuccessfully && !stop.IsCancellationRequested);
        }
        finally
        {
            Interlocked.Decrement(ref looking);
        }
    }

    private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
