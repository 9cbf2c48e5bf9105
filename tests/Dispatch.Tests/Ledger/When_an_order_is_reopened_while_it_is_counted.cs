using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Ledger;

/// <summary>Two processes: one has read that the order is closed, the other reopens it, hears of that, and finds no entry to take back.</summary>
[OnBothDatabases]
public sealed class When_an_order_is_reopened_while_it_is_counted : LedgerSpec
{
    private readonly Meanwhile meanwhile = new();

    protected override void Also(IServiceCollection services) => services.Intercept(meanwhile);

    /// <summary>Promise 6. Seen red without the order's version in the bookkeeper's transaction: the entry stayed for an order that waits.</summary>
    [Test]
    public async Task The_entry_is_not_written()
    {
        var order = await Unheard("a", Solved(Wang));
        meanwhile.Act = () => ReopenElsewhere(order.Id);
        await Say(ClosedNews(order));

        Assert.That(meanwhile.IsOver, Is.True, "it did come in between");
        Assert.That(await Entries(), Is.Empty);
        Assert.That(await Findings(), Is.Empty);
    }

    private async Task ReopenElsewhere(OrderId id)
    {
        await using var db = await Service.Elsewhere();
        var book = new OrderBook(db, Service.Get<Limits>());
        var order = (await book.Find(id, default))!;
        foreach (var fact in Reopened(order)) Assert.That(book.Take(order, fact), Is.Null);
        db.Appending.Drop<OutboxRow>();
        await db.SaveChangesAsync();
    }

    /// <summary>Comes in between a transaction's reading and its writing of an entry, once.</summary>
    private sealed class Meanwhile : SaveChangesInterceptor
    {
        public Func<Task>? Act { private get; set; }

        public bool IsOver => Act is null;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Act is not { } act || !eventData.Context!.ChangeTracker.Entries<Entry>().Any()) return result;
            Act = null;
            await act();
            return result;
        }
    }
}
