using System.Collections.Concurrent;
using System.Text;
using Dispatch.Benchmarks.Pipeline.Floors;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Persistence;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>
/// The durable steps of an order from its call to its offer, by hand: RabbitMQ.Client, plain ADO.NET, no framework, no HTTP, no rules. In
/// the service's own schema it writes what the service has written of one order, see <see cref="Pattern"/>. Of each order:
/// <list type="number">
/// <item>Submitted. One commit for all who call while one is under way: orders, order_history, outbox. The relay publishes OrderSubmitted, confirmed; it goes to two queues.</item>
/// <item>Triage. Reads the orders that are at hand. One commit: orders changed, seats, order_history, outbox, inbox. Acknowledged; OrderWaiting is published.</item>
/// <item>The farmer's notice, likewise, but waiting for others as long as the service's. One commit: notices, notice_deliveries, inbox. Acknowledged.</item>
/// <item>Matching. A prompt waits until the window of the last round (BatchWindow) is over, as the service's does, those that come meanwhile are acknowledged at once. Then one
/// commit for all that waits, on a server for as many as in a round of the service, of each: orders and seats changed (which counts at the expert), offers, order_history, matches, outbox. OfferMade is published: here the clock stops.</item>
/// <item>The expert's notice, likewise; reads offer, order and expert. One commit: notices, notice_deliveries, inbox. Acknowledged.</item>
/// </list>
/// Beside it, for many orders in one commit: up to 200 messages noted as sent, up to 100 notices noted as sent. Sixteen messages of a
/// queue are in hand, as in the service; they are gathered by the service's own <see cref="Gathering{T}"/>, and on a server in <see cref="Company{T}"/>. Whom to ask is not worked out: experts take turns.
/// </summary>
internal sealed class Floor : IAsyncDisposable
{
    private readonly Store store;
    private readonly FloorBus bus;
    private readonly FloorRelay relay;
    private readonly Window window;
    private readonly CancellationTokenSource ends = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Func<(OrderId Id, TrackingNumber Number), Task> submit;
    private readonly List<Func<CancellationToken, Task>> companies = [];
    private readonly Portion round;
    private readonly FloorRows rows;
    private readonly Dictionary<string, Cell> messages;
    private readonly ConcurrentDictionary<TrackingNumber, OrderId> given = [];
    private IReadOnlyList<object> experts = [];
    private Task running = Task.CompletedTask;
    private IReadOnlyDictionary<Step, double> together;
    private int soon, next;

    private Floor(Store store, FloorBus bus, TimeSpan batchWindow, Pattern pattern, IReadOnlyDictionary<Step, double> together)
    {
        (this.store, this.bus, window) = (store, bus, new Window(batchWindow, TimeProvider.System));
        relay = new FloorRelay(store, bus);
        this.together = together;
        round = new Portion(() => this.together[Step.Match]);
        submit = Gathered<(OrderId, TrackingNumber)>(Submit, Step.Submit);
        messages = Announcements.Contracts.ToDictionary(contract => contract, pattern.Message);
        rows = new FloorRows(pattern);
    }

    /// <param name="installation">A database with experts in it, and no order.</param>
    /// <param name="pattern">What is written of each order.</param>
    /// <param name="together">As many at a time the service has on average, of each step.</param>
    public static async Task<Floor> Start(Installation installation, Pattern pattern, IReadOnlyDictionary<Step, double> together)
    {
        var store = Store.Of(installation);
        var floor = new Floor(store, await FloorBus.Connect(installation.Bus, installation.Name), installation.BatchWindow, pattern, together);
        floor.experts = [.. (await store.Read(new Statement("SELECT \"Id\" FROM experts"))).Select(row => row[0])];
        await floor.Consume("triage", nameof(OrderSubmitted), floor.Triage, Step.Triage);
        await floor.Consume("tell-farmer", nameof(OrderSubmitted), floor.TellFarmers, Step.TellFarmer, Notifying.TellFarmersOrderTaken.Pause);
        await floor.bus.Consume("match", nameof(OrderWaiting), floor.Match);
        await floor.Consume("tell-expert", nameof(OfferMade), floor.TellExperts, Step.TellExpert);
        floor.running = Task.WhenAll([floor.relay.Run(floor.ends.Token), new FloorNotices(store).Run(floor.ends.Token), .. floor.companies.Select(company => company(floor.ends.Token))]);
        return floor;
    }

    /// <summary>From now on as many at a time as the service had just now.</summary>
    /// <param name="together">On average, of each step.</param>
    public void Keep(IReadOnlyDictionary<Step, double> together) => this.together = together;

    /// <returns>The order's id.</returns>
    public async Task<Guid?> Submit(int number)
    {
        var id = OrderId.For($"floor {number}");
        await submit((id, Given(id)));
        return id.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await running;
        await bus.DisposeAsync();
        await store.DisposeAsync();
        ends.Dispose();
        turn.Dispose();
    }

    /// <summary>Two orders may have the same number; the second is given another, as in the service.</summary>
    private TrackingNumber Given(OrderId order)
    {
        for (var n = 0; ; n++)
            if (TrackingNumber.For(order, n) is var number && given.TryAdd(number, order)) return number;
    }

    private Task Submit(IReadOnlyList<(OrderId Id, TrackingNumber Number)> orders, CancellationToken stop) =>
        Commit([.. orders.Select(order =>
        {
            var message = Guid.CreateVersion7();
            return (nameof(OrderSubmitted), message, new Dictionary<Name, object> { [Name.Order] = store.Key(order.Id.Value), [Name.Tracking] = order.Number.Value, [Name.Submitted] = store.Key(message) }, rows.Submitted);
        })]);

    private async Task Triage(IReadOnlyList<Came> came, CancellationToken stop)
    {
        await Orders(came, "\"Difficulty\", \"Asked\", \"Place\", \"TownCode\", \"VillageCode\", \"Version\"");
        await Commit([.. came.Select(one =>
        {
            var waiting = Guid.CreateVersion7();
            return (nameof(OrderWaiting), waiting, new Dictionary<Name, object> { [Name.Order] = store.Key(one.Order), [Name.Submitted] = store.Key(one.Message), [Name.Waiting] = store.Key(waiting) }, rows.Triaged);
        })]);
    }

    private async Task TellFarmers(IReadOnlyList<Came> came, CancellationToken stop)
    {
        var read = await Orders(came, "\"Tracking\", \"FarmerPhone\"");
        await Commit(rows.FarmerTold, came.Select(one => new Dictionary<Name, object> { [Name.Order] = store.Key(one.Order), [Name.Tracking] = read[store.Key(one.Order)][1], [Name.Submitted] = store.Key(one.Message), [Name.ToldFarmer] = store.Key(Guid.CreateVersion7()) }));
    }

    private async Task TellExperts(IReadOnlyList<Came> came, CancellationToken stop)
    {
        var read = (await store.Read(new Statement(
            $"SELECT f.\"Id\", o.\"Tracking\", e.\"Id\", e.\"Phone\" FROM offers f JOIN orders o ON o.\"Id\" = f.\"Order\" JOIN experts e ON e.\"Id\" = f.\"Expert\" WHERE f.\"Id\" {store.OneOf(1)}", store.Keys(came.Select(one => one.Offer))))).ToDictionary(row => row[0]);
        await Commit(rows.ExpertTold, came.Select(one => (One: one, Read: read[store.Key(one.Offer)]))
            .Select(one => new Dictionary<Name, object> { [Name.Order] = store.Key(one.One.Order), [Name.Tracking] = one.Read[1], [Name.Expert] = one.Read[2], [Name.Made] = store.Key(one.One.Message), [Name.ToldExpert] = store.Key(Guid.CreateVersion7()) }));
    }

    private async Task<IReadOnlyDictionary<object, object[]>> Orders(IReadOnlyList<Came> came, string columns) =>
        (await store.Read(new Statement($"SELECT \"Id\", {columns} FROM orders WHERE \"Id\" {store.OneOf(1)}", store.Keys(came.Select(one => one.Order))))).ToDictionary(row => row[0]);

    private async Task Match(Guid message, ReadOnlyMemory<byte> body)
    {
        if (Interlocked.Exchange(ref soon, 1) == 1) return;
        // The window of the service's rounds, not a wait for something.
        await Task.Delay(window.Left);
        await turn.WaitAsync();
        try
        {
            window.Begin();
            Volatile.Write(ref soon, 0);
            while (await Round())
            {
                // A round of the service has so many; quicker, the floor finds more.
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> Round()
    {
        var most = store.IsShared ? round.Size : int.MaxValue;
        var waiting = await store.Read(new Statement("SELECT \"Id\" FROM orders WHERE \"State\" = 'Waiting' ORDER BY \"QueuedSince\" LIMIT $1", most));
        if (waiting.Count == 0) return false;
        round.Take(waiting.Count);
        await Commit([.. waiting.Select(order =>
        {
            var (made, expert) = (Guid.CreateVersion7(), experts[next++ % experts.Count]);
            return (nameof(OfferMade), made, new Dictionary<Name, object> { [Name.Order] = order[0], [Name.Offer] = store.Key(Guid.CreateVersion7()), [Name.Expert] = expert, [Name.Made] = store.Key(made) }, rows.Offered);
        })]);
        return waiting.Count == most;
    }

    /// <summary>Rows and messages in one transaction, and then the messages to the relay.</summary>
    private async Task Commit(IReadOnlyList<(string Contract, Guid Id, Dictionary<Name, object> Order, IReadOnlyList<Template> Rows)> messages)
    {
        await store.Commit([.. messages.SelectMany(one => one.Rows.Select(row => row.For(one.Order)))]);
        foreach (var (contract, id, order, _) in messages) relay.Add(new Outgoing(contract, id, Encoding.UTF8.GetBytes((string)this.messages[contract].For(order))));
    }

    private Task Commit(IReadOnlyList<Template> rows, IEnumerable<Dictionary<Name, object>> orders) => store.Commit([.. orders.SelectMany(order => rows.Select(row => row.For(order)))]);

    private Task Consume(string queue, string contract, Func<IReadOnlyList<Came>, CancellationToken, Task> handle, Step step, TimeSpan pause = default)
    {
        var serve = Gathered(handle, step, pause);
        return bus.Consume(queue, contract, (message, body) => serve(new Came(message, body)));
    }

    /// <summary>Who comes while others are served is served together with others, as in the service, and with as many.</summary>
    private Func<T, Task> Gathered<T>(Func<IReadOnlyList<T>, CancellationToken, Task> serve, Step step, TimeSpan pause = default)
    {
        if (!store.IsShared)
        {
            var gathering = new Gathering<T>(serve, store.Writers.ApproachAsync, pause);
            return one => gathering.Serve(one, default, default);
        }
        var company = new Company<T>(serve, new Portion(() => together[step], Gathering.Most), pause);
        companies.Add(company.Run);
        return company.Serve;
    }

    /// <summary>A message that is at hand.</summary>
    private sealed record Came(Guid Message, ReadOnlyMemory<byte> Body)
    {
        public Guid Order => Envelope.OrderOf(Body);

        public Guid Offer => Envelope.Of(Body, "offerId");
    }
}
