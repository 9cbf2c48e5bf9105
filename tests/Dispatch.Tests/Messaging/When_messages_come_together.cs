using System.Collections.Concurrent;
using System.Diagnostics;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Messaging;
using Dispatch.Notifying;
using Dispatch.Persistence;
using Dispatch.Triage;
using Dispatch.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Tests.Messaging;

/// <summary>While a consumer writes down what one message leads to, others come for it.</summary>
[OnBothDatabases]
public sealed class When_messages_come_together : ServiceSpec
{
    private static readonly OrderId[] Orders = [.. Enumerable.Range(1, 4).Select(n => OrderId.For($"together {n}"))];
    private readonly HeldSave hold = new(rows => rows.Of<InboxRow>().Any(row => row.Consumer is nameof(TriageOrder) or nameof(TellFarmerOrderTaken)));

    protected override void Also(IServiceCollection services) => services.Intercept(hold);

    [SetUp]
    public async Task WriteDown()
    {
        await Service.Settle(Langshan.Expert("E1"));
        foreach (var id in Orders)
            await Service.Save(new Order(id, TrackingNumber.For(id), Service.Monday) { Difficulty = "不知道怎么了", FarmerName = "李秀英", FarmerPhone = "13804780001" });
    }

    /// <summary>Seen red with a transaction for each.</summary>
    [Test]
    public async Task They_are_handled_in_one_transaction()
    {
        await All(() => Orders.Select((id, n) => Triage(Message(n), id)));
        Assert.That(hold.Count, Is.EqualTo(2), "the first by itself, and those that came meanwhile");
        Assert.That(await States(), Has.All.EqualTo(State.NeedsClerk));
        Assert.That(await Seen(nameof(TriageOrder)), Is.EquivalentTo(Orders.Select((_, n) => Message(n))));
    }

    /// <summary>The stations of all their towns are asked for at once. Seen red with one town's stations for all of them.</summary>
    [Test]
    public async Task Each_comes_to_the_station_of_its_own_town()
    {
        var far = new Station { Id = StationId.For("S002"), Code = "S002", Name = "远镇驿站", TownCode = "150802199", Place = Langshan.Centre };
        await Service.Save(new Town { Code = far.TownCode, Name = "远镇", Kind = "镇" }, far);
        Station[] stations = [Langshan.Station, far, Langshan.Station, far];
        var orders = stations.Select((station, n) => new Order(OrderId.For($"of a town {n}"), TrackingNumber.For(OrderId.For($"of a town {n}")), Service.Monday) { Difficulty = "不知道怎么了", FarmerName = "李秀英", FarmerPhone = "13804780001" }.In(station.TownCode, null)).ToList();
        await Service.Save([.. orders]);
        await All(() => orders.Select((order, n) => Triage(Message(n), order.Id)));
        Assert.That(hold.Count, Is.EqualTo(2));
        Assert.That((await Service.Db(db => db.Set<Order>().Where(order => order.TownCode != null).ToListAsync())).Select(order => (order.Id, order.Station!.Value)), Is.EquivalentTo(orders.Select((order, n) => (order.Id, stations[n].Id))));
    }

    [Test]
    public async Task One_that_comes_twice_is_handled_once_and_the_others_too()
    {
        await All(() => [Tell(Message(0), Orders[0]), Tell(Message(1), Orders[1]), Tell(Message(0), Orders[0]), Tell(Message(2), Orders[2])]);
        Assert.That(await Told(), Is.EquivalentTo(Orders.Take(3)));
        Assert.That(await Seen(nameof(TellFarmerOrderTaken)), Is.EquivalentTo(Enumerable.Range(0, 3).Select(Message)));
    }

    [Test]
    public async Task One_that_comes_twice_at_once_is_handled_once()
    {
        await All(() => [Tell(Message(0), Orders[0]), Tell(Message(1), Orders[1]), Tell(Message(1), Orders[1])]);
        Assert.That(await Told(), Is.EquivalentTo(Orders.Take(2)));
    }

    /// <summary>Seen red with the failure of one told to all.</summary>
    [Test]
    public async Task One_that_can_not_be_handled_fails_by_itself()
    {
        var (first, bad, good) = Held(() => (Triage(Message(0), Orders[0]), Triage(Message(1), OrderId.For("nowhere")), Triage(Message(2), Orders[2])));
        await Task.WhenAll(first, good);
        Assert.That(async () => await bad, Throws.InvalidOperationException.With.Message.Contains("is not there"));
        Assert.That(await Seen(nameof(TriageOrder)), Is.EquivalentTo(new[] { Message(0), Message(2) }));
        Assert.That((await States())[2], Is.EqualTo(State.NeedsClerk));
    }

    /// <summary>Seen red without the flows: all hung with the first of them.</summary>
    [Test]
    public async Task What_each_leads_to_hangs_in_its_own_trace()
    {
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name is Traces.SourceName or "test", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        var steps = new ConcurrentBag<(string Tracking, string Trace)>();
        listener.ActivityStopped = step =>
        {
            if (step.OperationName == nameof(Unclear)) steps.Add(($"{step.GetTagItem(Traces.Tracking)}", $"{step.TraceId}"));
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        var traces = new Dictionary<string, string>();
        await All(() => Orders.Select((id, n) =>
        {
            Activity.Current = null;
            using var came = source.StartActivity("came");
            traces[TrackingNumber.For(id).Value] = $"{came!.TraceId}";
            return Triage(Message(n), id);
        }));
        Assert.That(steps.Where(step => traces.ContainsValue(step.Trace)), Is.EquivalentTo(traces.Select(trace => (trace.Key, trace.Value))), "other situations have steps of the same orders, in other traces");
    }

    private static Guid Message(int n) => OrderId.For($"message {n}").Value;

    private Task Triage(Guid message, OrderId order) => Service.Get<Together<TriageOrders, OrderSubmitted>>().Handle(Of(message, order), default);

    private Task Tell(Guid message, OrderId order) => Service.Get<Together<TellFarmersOrderTaken, OrderSubmitted>>().Handle(Of(message, order), default);

    private static Came<OrderSubmitted> Of(Guid message, OrderId order) => new(message, new OrderSubmitted { OrderId = order.Value }, Flow.Here());

    private Task All(Func<IEnumerable<Task>> come) => Task.WhenAll(Held(() => come().ToList())).WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>What comes while the first is held before it is saved.</summary>
    private T Held<T>(Func<T> come)
    {
        hold.Begin();
        var all = come();
        hold.End();
        return all;
    }

    private async Task<State[]> States() => await Service.StatesOf(Orders.Select(id => TrackingNumber.For(id).Value));

    private Task<List<Guid>> Seen(string consumer) => Service.Db(db => db.Set<InboxRow>().Where(row => row.Consumer == consumer).Select(row => row.MessageId).ToListAsync());

    private async Task<List<OrderId>> Told() => [.. (await Service.Db(db => db.Set<Notice>().Where(notice => notice.Template == Template.OrderTaken).Select(notice => notice.Order).ToListAsync())).Select(order => order!.Value)];
}
