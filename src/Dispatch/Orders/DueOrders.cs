using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Orders;

/// <summary>A limit of the order's life: which orders have passed it, and the facts that follow.</summary>
public abstract class Limit
{
    /// <summary>Orders whose limit has passed, by an index, the longest passed first. May name one twice: a distinct would read the whole table.</summary>
    public abstract IQueryable<OrderId> Passed(DispatchDb db, DateTimeOffset now);

    /// <summary>What has happened to one of them. Empty when it was dealt with meanwhile.</summary>
    public abstract IEnumerable<Fact> Facts(Order order, DateTimeOffset now);
}

/// <summary>
/// Sweeps the limits that have passed. They are rows with a due time, so a restart forgets none; each order is a
/// transaction of its own, so that one that fails holds nobody up. Several processes share them; within one, sweeps follow
/// one another, so that none ends while another still has an order in hand.
/// </summary>
public sealed class DueOrders(IServiceScopeFactory scopes, IEnumerable<Limit> limits, TimeProvider clock, ILogger<DueOrders> log) : BackgroundService
{
    private const int Page = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SetAside aside = new(clock);

    /// <summary>Takes the facts of every limit that has passed by now.</summary>
    /// <param name="stop">Ends the sweep.</param>
    /// <param name="afterEach">Awaited after each order that changed, where the one must be over before the next.</param>
    /// <returns>How many orders changed.</returns>
    public async Task<int> Sweep(CancellationToken stop, Func<Order, Task>? afterEach = null)
    {
        await turn.WaitAsync(stop);
        try
        {
            return await SweepAll(afterEach, stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        turn.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await log.Try("Sweeping the limits", () => Sweep(stoppingToken), stoppingToken);
        }
    }

    private async Task<int> SweepAll(Func<Order, Task>? afterEach, CancellationToken stop)
    {
        var changed = 0;
        foreach (var limit in limits)
        {
            foreach (var order in await Passed(limit, stop))
            {
                if (await Take(limit, order, stop) is not { } taken) continue;
                changed++;
                if (afterEach is not null) await afterEach(taken);
            }
        }
        return changed;
    }

    private async Task<IEnumerable<OrderId>> Passed(Limit limit, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var leftOut = aside.Now();
        var passed = limit.Passed(scope.ServiceProvider.GetRequiredService<DispatchDb>(), clock.GetUtcNow());
        return (await passed.Take(Page + leftOut.Count).ToListAsync(stop)).Except(leftOut);
    }

    private static bool TakeAll(OrderBook book, Order order, IEnumerable<Fact> facts)
    {
        var taken = false;
        foreach (var fact in facts.ToList()) taken |= book.Take(order, fact) is null;
        return taken;
    }

    /// <returns>The order, if it changed.</returns>
    private async Task<Order?> Take(Limit limit, OrderId id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var flow = OrderInHand.Begin(log);
        var (db, book) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<OrderBook>());
        try
        {
            return await db.Claim(
                db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Id == id).Select(order => order.Id),
                () => db.Transact(
                    async () => await book.Find(id, stop) is { } order && TakeAll(book, order, limit.Facts(order, clock.GetUtcNow())) ? order : null,
                    stop),
                stop);
        }
        catch (Exception failure) when (failure is DbUpdateException || Passing.IsPassing(failure))
        {
            log.LogWarning(Passing.Whole(failure), "The limit of order {Order} could not be taken ({Why}); it is tried again.", id, Passing.Why(failure));
            return null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogError(failure, "The limit of order {Order} can't be taken; it is left out for an hour.", id);
            aside.Add(id);
            return null;
        }
    }
}
