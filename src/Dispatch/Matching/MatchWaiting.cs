using Dispatch.Domain;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Which = System.Func<Dispatch.Persistence.DispatchDb, System.Collections.Generic.IAsyncEnumerable<Dispatch.Domain.Orders.Order>>;

namespace Dispatch.Matching;

/// <summary>
/// Matches what is waiting: one batch, one optimum, one transaction. Rounds follow one another; the database's guards
/// hold even where two processes match at once, and the round that loses is run again on what is then true.
/// </summary>
public sealed class MatchWaiting(IServiceScopeFactory scopes, KnownExperts experts, Settings settings, Measures measures, TimeProvider clock, ILogger<MatchWaiting> log) : IDisposable
{
    private const int Tries = 5;
    private static readonly Actor Engine = Actor.Engine("matching");

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<Order>>> Waiting = new(() => EF.CompileAsyncQuery((DispatchDb db, List<OrderId> leftOut) =>
        db.Set<Order>().IgnoreAutoIncludes().Where(order => order.State == State.Waiting && !leftOut.Contains(order.Id)).OrderBy(order => order.QueuedSince).AsQueryable()));

    private static readonly Compiled<Func<DispatchDb, List<OrderId>, IAsyncEnumerable<MatchRow>>> Noted = new(() => EF.CompileAsyncQuery(
        (DispatchDb db, List<OrderId> ids) => db.Set<MatchRow>().Where(row => row.Offer == 0 && ids.Contains(row.Order))));

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SetAside aside = new(clock);

    internal Window Window { get; } = new(settings.BatchWindow, clock);

    /// <summary>Matches every waiting order.</summary>
    /// <param name="stop">Ends it.</param>
    /// <param name="begins">Said when it is its turn: what happens from then on it may not see.</param>
    /// <returns>How many offers were made.</returns>
    public async Task<int> All(CancellationToken stop, Action? begins = null)
    {
        await turn.WaitAsync(stop);
        using var timed = measures.Matching();
        try
        {
            Window.Begin();
            begins?.Invoke();
            return await Round(db => Waiting.On(db)(db, [.. aside.Now()]), stop);
        }
        catch (Exception failure) when (!Passing.IsPassing(failure) && !stop.IsCancellationRequested)
        {
            log.LogWarning(failure, "A batch could not be matched; its orders are matched one by one.");
            return await OneByOne(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>One bad order must not keep its neighbours waiting: here it is found, and the next batches go without it.</summary>
    private async Task<int> OneByOne(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var leftOut = aside.Now();
        var ids = await scope.ServiceProvider.GetRequiredService<DispatchDb>().Set<Order>().IgnoreAutoIncludes()
            .Where(order => order.State == State.Waiting && !leftOut.Contains(order.Id)).OrderBy(order => order.QueuedSince).Select(order => new { order.Id, order.Tracking }).ToListAsync(stop);
        var made = 0;
        foreach (var (id, tracking) in ids.Select(order => (order.Id, order.Tracking)))
        {
            try
            {
                made += await Round(db => db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Id == id && order.State == State.Waiting).AsAsyncEnumerable(), stop);
            }
            catch (DbUpdateException lost) when (Guards.Broken(lost) is not null)
            {
                log.LogInformation("Order {Tracking} lost a race and waits for the next round.", tracking);
            }
            catch (Exception failure) when (!Passing.IsPassing(failure) && !stop.IsCancellationRequested)
            {
                log.LogError(failure, "Order {Tracking} can't be matched; it is left out for an hour.", tracking);
                aside.Add(id);
            }
        }
        return made;
    }

    private async Task<int> Round(Which which, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        var book = scope.ServiceProvider.GetRequiredService<OrderBook>();
        for (var n = 1; ; n++)
        {
            try
            {
                return await db.Transact(() => Match(db, book, which, stop), stop);
            }
            catch (DbUpdateException guarded) when (n < Tries && Guards.Broken(guarded) is Guard.Capacity or Guard.NeverAgain or Guard.OneSeatPerOrder)
            {
                log.LogInformation("A round lost a race ({Guard}) and is run again.", Guards.Broken(guarded));
            }
        }
    }

    private async Task<int> Match(DispatchDb db, OrderBook book, Which which, CancellationToken stop)
    {
        var orders = await book.Complete(which(db), stop);
        if (orders.Count == 0) return 0;
        var now = clock.GetUtcNow();
        var scene = new Scene(now, book.Limits.FieldHours.Zone, settings.Weights, await experts.Roster(db, stop));
        var paired = await Paired.With(db, orders.Values, now, stop);
        var needs = orders.Values.SelectMany(order => ReadNeeds.Open(order, book.Limits, paired[order.Id], now)).ToList();
        var plan = Batch.Assign(Plans.Hold(needs, orders, scene), scene);
        foreach (var one in plan.Assigned) Offer(db, book, orders[one.Need.Order], one, scene);
        await Explain(db, book, orders, plan.Unserved, scene, stop);
        return plan.Assigned.Count;
    }

    private static void Offer(DispatchDb db, OrderBook book, Order order, Assignment one, Scene scene)
    {
        if (book.Take(order, new Chosen(Engine, scene.Now, one.Need.Seat, one.Expert)) is not null) return;
        db.Append(new MatchRow
        {
            Order = order.Id,
            Seat = one.Need.Seat,
            Offer = order.Offers.Count,
            At = scene.Now,
            // Also of a seat that was held for its expert the others' costs are shown.
            Explanation = Matcher.Explain(one.Need with { HeldFor = null }, scene, one.Expert, one.Need.HeldFor is null ? null : Choice.Planned),
        });
    }

    /// <summary>Notes why a seat waits on when that has changed; where waiting can't help, a clerk is asked.</summary>
    private static async Task Explain(DispatchDb db, OrderBook book, Dictionary<OrderId, Order> orders, IReadOnlyList<Unserved> unserved, Scene scene, CancellationToken stop)
    {
        if (unserved.Count == 0) return;
        var noted = await Noted.On(db)(db, [.. unserved.Select(one => one.Need.Order)]).ToDictionaryAsync(row => (row.Order, row.Seat), cancellationToken: stop);
        foreach (var (need, why) in unserved)
            if (why.Clerk is { } reason) book.Take(orders[need.Order], new Unmatched(Engine, scene.Now, reason, why.Code.ToString()));
        var changed = unserved.Where(one => noted.GetValueOrDefault((one.Need.Order, one.Need.Seat))?.Explanation.Nobody is not { } before || (before.Code, before.InLine?.Expert) != (one.Why.Code, one.Why.InLine?.Expert)).ToList();
        var busy = await Busy.Of(db, changed.Select(one => one.Why), stop);
        foreach (var (need, why) in changed)
        {
            var explained = Matcher.Explain(need, scene) with { Nobody = busy.With(why) };
            if (noted.GetValueOrDefault((need.Order, need.Seat)) is { } row) (row.At, row.Explanation) = (scene.Now, explained);
            else db.Append(new MatchRow { Order = need.Order, Seat = need.Seat, Offer = 0, At = scene.Now, Explanation = explained });
        }
    }
}
