using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Intake;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Intake;

/// <summary>While one order is written down, others come.</summary>
[OnBothDatabases]
public sealed class When_orders_come_at_once : ServiceSpec
{
    private static readonly OrderId One = OrderId.For("one"), Two = OrderId.For("two"), Three = OrderId.For("three");
    private static readonly Actor Farmer = new(Role.Farmer, "13804780001");
    private readonly HeldSave hold = new(rows => rows.Of<HistoryRow>().Any(row => row.Version == 0));

    protected override void Configure(Settings settings) => settings.Rates.OrdersPerPhone = 3;

    protected override void Also(IServiceCollection services) => services.Intercept(hold);

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    /// <summary>Seen red with a transaction for each.</summary>
    [Test]
    public async Task They_are_written_down_in_one_transaction()
    {
        await Write(One, Two, Three);
        Assert.That(hold.Count, Is.EqualTo(2), "the first by itself, and those that came meanwhile");
        await AreEachThereOnce(One, Two, Three);
    }

    [Test]
    public async Task One_that_is_sent_twice_is_one_order()
    {
        var written = await Write(One, Two, Two, Three, One);
        Assert.That(written.Select(order => order.Id), Is.EqualTo(new[] { One, Two, Two, Three, One }));
        await AreEachThereOnce(One, Two, Three);
    }

    /// <summary>Seen red with the failure of one told to all.</summary>
    [Test]
    public async Task One_whose_number_another_has_gets_the_next_and_the_others_theirs()
    {
        var other = OrderId.For("other");
        await Service.Save(new Order(other, TrackingNumber.For(Two), Service.Monday) { Difficulty = "羊不吃草", FarmerName = "王强", FarmerPhone = "13804780002" });
        var written = await Write(One, Two, Three);
        Assert.That(written.Select(order => order.Tracking), Is.EqualTo(new[] { TrackingNumber.For(One), TrackingNumber.For(Two, 1), TrackingNumber.For(Three) }));
    }

    /// <summary>Seen red with those of the same moment not counted, and with the twin of the last one counted.</summary>
    [Test]
    public async Task Of_one_phone_no_more_are_taken_than_in_a_day_and_what_was_sent_before_may_be_sent_again()
    {
        await Write(One);
        hold.Begin();
        var (held, more) = (Write(Two), new[] { Three, Three, OrderId.For("four"), One }.Select(id => Write(id)).ToList());
        hold.End();
        await Task.WhenAll(held, more[0], more[1], more[3]).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(async () => await more[2], Throws.InstanceOf<TooOften>());
        await AreEachThereOnce(One, Two, Three);
    }

    [Test]
    public async Task Who_hangs_up_before_their_turn_has_sent_nothing_and_the_others_have()
    {
        using var call = new CancellationTokenSource();
        hold.Begin();
        var (first, given, last) = (Write(One), Write(Two, call.Token), Write(Three));
        await call.CancelAsync();
        Assert.That(async () => await given, Throws.InstanceOf<OperationCanceledException>());
        hold.End();
        await Task.WhenAll(first, last);
        await AreEachThereOnce(One, Three);
        Assert.That(await Service.Db(db => db.Set<Order>().IgnoreAutoIncludes().AnyAsync(order => order.Id == Two)), Is.False);
    }

    private static Order Sunflower(OrderId id, TrackingNumber tracking) => new(id, tracking, Service.Monday) { Channel = Channel.Web, Difficulty = "葵花打蔫", FarmerName = "李秀英", FarmerPhone = "13804780001" };

    private Task<Order> Write(OrderId id, CancellationToken waiting = default) => Service.Get<Filings>().Write(Sunflower, id, Farmer, waiting);

    private async Task<Order[]> Write(params OrderId[] ids)
    {
        hold.Begin();
        var all = ids.Select(id => Write(id)).ToList();
        hold.End();
        return await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>With its history, and announced once.</summary>
    private async Task AreEachThereOnce(params OrderId[] ids)
    {
        Assert.That(await Service.Db(db => db.Set<HistoryRow>().Where(row => row.Version == 0).Select(row => row.Order).ToListAsync()), Is.EquivalentTo(ids));
        Assert.That(await Service.Db(db => db.Set<OutboxRow>().CountAsync(row => row.Type == nameof(Contracts.OrderSubmitted))), Is.EqualTo(ids.Length));
    }
}
