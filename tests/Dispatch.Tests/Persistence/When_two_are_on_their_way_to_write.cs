using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Intake;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Triage;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Tests.Persistence;

/// <summary>SQLite has one writer. While two are on their way to it, whatever else is gathered grows. Seen red with gatherings that ask for no way: the first went by itself.</summary>
[OnSqlite]
public sealed class When_two_are_on_their_way_to_write : ServiceSpec
{
    private static readonly OrderId[] Orders = [.. Enumerable.Range(1, 3).Select(n => OrderId.For($"on the way {n}"))];
    private static readonly Actor Farmer = new(Role.Farmer, "13804780001");
    private readonly HeldSave filed = new(rows => rows.Of<HistoryRow>().Any(row => row.Version == 0));
    private readonly HeldSave triaged = new(rows => rows.Of<InboxRow>().Any(row => row.Consumer == nameof(TriageOrder)));

    protected override void Also(IServiceCollection services) => services.Intercept(filed).Intercept(triaged);

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task Orders_that_come_then_are_written_together()
    {
        await Meanwhile(filed, () => Orders.Select(id => Service.Get<Filings>().Write(Sunflower, id, Farmer, default)));
        Assert.That(await Service.Db(db => db.Set<Order>().CountAsync()), Is.EqualTo(Orders.Length));
    }

    [Test]
    public async Task Messages_that_come_then_are_handled_together()
    {
        foreach (var id in Orders) await Service.Save(Sunflower(id, TrackingNumber.For(id)));
        await Meanwhile(triaged, () => Orders.Select(id => Service.Get<Together<TriageOrders, OrderSubmitted>>().Handle(new Came<OrderSubmitted>(OrderId.For($"news of {id}").Value, new OrderSubmitted { OrderId = id.Value }, Flow.Here()), default)));
        Assert.That(await Service.Db(db => db.Set<Order>().IgnoreAutoIncludes().Select(order => order.State).ToListAsync()), Has.None.EqualTo(State.Submitted));
    }

    private static Order Sunflower(OrderId id, TrackingNumber tracking) => new(id, tracking, Service.Monday) { Difficulty = "葵花打蔫", FarmerName = "李秀英", FarmerPhone = "13804780001" };

    private async Task Meanwhile(HeldSave saves, Func<IEnumerable<Task>> come)
    {
        saves.Begin();
        saves.End();
        List<Task> all;
        using (await Service.Get<IWriters>().ApproachAsync(default))
        using (await Service.Get<IWriters>().ApproachAsync(default))
            all = [.. come()];
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(saves.Count, Is.EqualTo(1));
    }
}
