using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Intake;

/// <summary>Writes down in one transaction what is filed at once; who files alone waits for nobody.</summary>
public sealed class Filings
{
    private const int Numbers = 5;
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Compiled<Func<DispatchDb, List<string>, DateTimeOffset, IAsyncEnumerable<OfPhone>>> FiledSince = new(() => EF.CompileAsyncQuery((DispatchDb db, List<string> phones, DateTimeOffset since) =>
        db.Set<Order>().IgnoreAutoIncludes().Where(order => phones.Contains(order.FarmerPhone) && order.SubmittedAt > since && order.Channel != Channel.Phone && order.Channel != Channel.WalkIn)
            .GroupBy(order => order.FarmerPhone).Select(orders => new OfPhone(orders.Key, orders.Count()))));

    private readonly IServiceScopeFactory scopes;
    private readonly Limits limits;
    private readonly Gathering<Filing> gathering;

    public Filings(IServiceScopeFactory scopes, Limits limits, IWriters writers)
    {
        (this.scopes, this.limits) = (scopes, limits);
        gathering = new(Write, writers.ApproachAsync);
    }

    /// <summary>Writes the order down once, however often it is sent under the same key. Who hangs up before their turn has sent nothing; after that it is written.</summary>
    /// <exception cref="TooOften">A farmer has filed as many with this phone as are taken in a day.</exception>
    public async Task<Order> Write(Func<OrderId, TrackingNumber, Order> order, OrderId id, Actor by, CancellationToken waiting)
    {
        var filing = new Filing(order, id, by, Flow.Here());
        await gathering.Serve(filing, CancellationToken.None, waiting);
        return filing.Order ?? throw new TooOften(Hour);
    }

    /// <summary>Writes it down once, however many there are of its phone. That it was there before is found at the end, because an order is hardly ever sent twice.</summary>
    internal static async Task<Order> Write(DispatchDb db, OrderBook book, Func<OrderId, TrackingNumber, Order> order, OrderId id, Actor by, CancellationToken stop)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                var written = order(id, TrackingNumber.For(id, n));
                return await db.Transact(() => Add(book, written, by), stop);
            }
            catch (DbUpdateException taken) when (Guards.Broken(taken) is Guard.TrackingNumber or Guard.OrderOnce && n < Numbers)
            {
                // It has been sent before, or its twin was quicker. Or another order has that number: take the next.
                if (await book.Find(id, stop) is { } known) return known;
            }
        }
    }

    private static Task<Order> Add(OrderBook book, Order order, Actor by)
    {
        book.Add(order, by);
        return Task.FromResult(order);
    }

    private async Task Write(IReadOnlyList<Filing> filings, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, book) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<OrderBook>());
        if (filings is [var alone]) await alone.Flow.Do(() => Write(db, book, alone, stop));
        else await db.Transact(() => Write(db, book, filings, stop), stop);
    }

    private async Task Write(DispatchDb db, OrderBook book, Filing filing, CancellationToken stop)
    {
        var filed = await FiledInADay(db, [filing], stop);
        filing.Order = filed.Takes(filing) ? await Write(db, book, filing.Written, filing.Id, filing.By, stop) : await book.Find(filing.Id, stop);
    }

    /// <summary>One whose number another has, or whose twin is quicker elsewhere, fails here, and they are written by themselves.</summary>
    private async Task<int> Write(DispatchDb db, OrderBook book, IReadOnlyList<Filing> filings, CancellationToken stop)
    {
        var known = (await book.FindAlone(filings.Select(filing => filing.Id), stop)).ToDictionary();
        var filed = await FiledInADay(db, filings, stop);
        foreach (var filing in filings)
        {
            filing.Order = filing.Flow.Do(() => OrderInHand.Is(known.GetValueOrDefault(filing.Id)));
            if (filing.Order is not null || !filed.Takes(filing)) continue;
            filing.Flow.Do(() => book.Add(filing.Order = filing.Draft, filing.By));
            known[filing.Id] = filing.Draft;
        }
        return filings.Count;
    }

    /// <summary>In the rows, so whichever process took them.</summary>
    private async Task<Filed> FiledInADay(DispatchDb db, IReadOnlyList<Filing> filings, CancellationToken stop)
    {
        var limited = filings.Where(filing => filing.IsLimited).Select(filing => filing.Draft).ToList();
        if (limited.Count == 0) return new Filed([], limits.OrdersPerPhone);
        var counts = FiledSince.On(db)(db, [.. limited.Select(order => order.FarmerPhone).Distinct()], limited.Min(order => order.SubmittedAt) - Day);
        return new Filed(await counts.ToDictionaryAsync(phone => phone.Phone, phone => phone.Count, cancellationToken: stop), limits.OrdersPerPhone);
    }

    /// <summary>How many have been filed with a phone in a day, those not counted that stations filed.</summary>
    private sealed class Filed(Dictionary<string, int> counts, int most)
    {
        public bool Takes(Filing filing)
        {
            if (!filing.IsLimited) return true;
            var order = filing.Draft;
            var before = counts.GetValueOrDefault(order.FarmerPhone);
            if (order.Channel is not (Channel.Phone or Channel.WalkIn)) counts[order.FarmerPhone] = before + 1;
            return before < most;
        }
    }

    private sealed record OfPhone(string Phone, int Count);

    /// <summary>An order that is to be written down.</summary>
    private sealed record Filing(Func<OrderId, TrackingNumber, Order> Written, OrderId Id, Actor By, Flow Flow)
    {
        /// <summary>As it will be, unless another has its number.</summary>
        public Order Draft { get; } = Written(Id, TrackingNumber.For(Id));

        public bool IsLimited => By.Role == Role.Farmer;

        /// <summary>As it is written down; null where no more are taken with its phone.</summary>
        public Order? Order { get; set; }
    }
}
