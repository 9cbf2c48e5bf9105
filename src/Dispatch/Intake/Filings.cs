using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Intake;

/// <summary>Writes down in one transaction what is filed at once; who files alone waits for nobody.</summary>
public sealed class Filings
{
    private readonly IServiceScopeFactory scopes;
    private readonly Gathering<Filing> gathering;

    public Filings(IServiceScopeFactory scopes, Limits limits)
    {
        (this.scopes, Limits) = (scopes, limits);
        gathering = new(Write);
    }

    public Limits Limits { get; }

    /// <summary>Writes the order down once, however often it is sent under the same key. Who hangs up before their turn has sent nothing; after that it is written.</summary>
    public async Task<Order> Write(Func<OrderId, TrackingNumber, Order> order, OrderId id, Actor by, CancellationToken waiting)
    {
        var filing = new Filing(order, id, by, Flow.Here());
        await gathering.Serve(filing, CancellationToken.None, waiting);
        return filing.Order!;
    }

    private async Task Write(IReadOnlyList<Filing> filings, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, book) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<OrderBook>());
        if (filings is [var alone]) alone.Order = await alone.Flow.Do(() => SubmitOrder.Write(book, db, alone.Written, alone.Id, alone.By, stop));
        else await db.Transact(() => Write(book, filings, stop), stop);
    }

    /// <summary>Two of the same, or one whose number another has, fail here, and are written by themselves.</summary>
    private static async Task<int> Write(OrderBook book, IReadOnlyList<Filing> filings, CancellationToken stop)
    {
        var known = await book.Find(filings.Select(filing => filing.Id), stop);
        foreach (var filing in filings)
        {
            filing.Order = filing.Flow.Do(() => OrderInHand.Is(known.GetValueOrDefault(filing.Id)));
            if (filing.Order is null) filing.Flow.Do(() => book.Add(filing.Order = filing.Written(filing.Id, TrackingNumber.For(filing.Id)), filing.By));
        }
        return filings.Count;
    }

    /// <summary>An order that is to be written down.</summary>
    private sealed record Filing(Func<OrderId, TrackingNumber, Order> Written, OrderId Id, Actor By, Flow Flow)
    {
        public Order? Order { get; set; }
    }
}
