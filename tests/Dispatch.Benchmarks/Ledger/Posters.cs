using System.Diagnostics;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Ledger;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>Closes orders and lets the product's bookkeeper enter them, one message after the other.</summary>
internal sealed class Posters(IServiceProvider services, string name)
{
    private readonly List<double> ms = [];
    private int orders;

    public int Count => ms.Count;

    /// <summary>Orders are closed before; only entering them, each to its commit, is measured.</summary>
    public async Task Post(int count, bool measured = true)
    {
        foreach (var (id, message) in await Close(count))
        {
            await using var scope = services.CreateAsyncScope();
            var (db, limits, clock) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<Limits>(), scope.ServiceProvider.GetRequiredService<TimeProvider>());
            var start = Stopwatch.GetTimestamp();
            await new Bookkeeping(db, limits, clock).Enter(new Countable(id, message), default);
            if (measured) ms.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    public double Percentile(int percent) => Percentiles.Of(ms, percent);

    private async Task<List<(Guid Id, OrderClosed Message)>> Close(int count)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, book) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<OrderBook>());
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        for (var n = 0; n < count; n++, orders++)
        {
            var id = OrderId.For($"{name} {orders}");
            await using var transaction = await db.Database.BeginTransactionAsync();
            var station = orders % Countryside.Stations;
            book.Add(SolvedOrders.Written($"{name} {orders}", TrackingNumber.For(id), now.AddDays(-1), station), new(Domain.Role.Clerk, "王芳"));
            await db.SaveChangesAsync();
            var order = (await book.Find(id, default))!;
            foreach (var fact in SolvedOrders.Facts(order, station, [Countryside.ExpertOf(orders % Countryside.Experts)], now))
                if (book.Take(order, fact) is { } refusal) throw new InvalidOperationException($"{fact.GetType().Name} is refused: {refusal}.");
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        db.ChangeTracker.Clear();
        var rows = await db.Set<OutboxRow>().AsNoTracking().Where(row => row.Type == nameof(OrderClosed)).OrderByDescending(row => row.Sequence).Take(count).ToListAsync();
        return [.. rows.OrderBy(row => row.Sequence).Select(row => (row.MessageId, (OrderClosed)row.TryRead(out _)!))];
    }
}
