using System.Text;
using Dispatch.Benchmarks.Pipeline.Floors;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>
/// The durable steps of an order from its call to its offer, by hand: RabbitMQ.Client, plain ADO.NET, no framework, no HTTP, no rules. In
/// the service's own schema it writes what the service has written of one order, see <see cref="Pattern"/>. Of each order:
/// <list type="number">
/// <item>Submitted. One commit: orders, order_history, outbox. The relay publishes OrderSubmitted, confirmed; it goes to two queues.</item>
/// <item>Triage. Reads the order. One commit: orders changed, seats, order_history, outbox, inbox. Acknowledged; OrderWaiting is published.</item>
/// <item>The farmer's notice. Reads the order. One commit: notices, notice_deliveries, inbox. Acknowledged.</item>
/// <item>Matching. A prompt waits until the window of the last round (BatchWindow) is over, as the service's does, those that come meanwhile are acknowledged at once. Then one
/// commit for all that waits, of each: orders and seats changed (which counts at the expert), offers, order_history, matches, outbox. OfferMade is published: here the clock stops.</item>
/// <item>The expert's notice. Reads offer, order and expert. One commit: notices, notice_deliveries, inbox. Acknowledged.</item>
/// </list>
/// Beside it, for many orders in one commit: up to 200 messages noted as sent, up to 100 notices noted as sent. Sixteen messages of a
/// queue are handled at once; the service has four in hand, because callers wait less then. Whom to ask is not worked out: experts take turns.
/// </summary>
internal sealed class Floor : IAsyncDisposable
{
    private readonly Store store;
    private readonly FloorBus bus;
    private readonly FloorRelay relay;
    private readonly Window window;
    private readonly CancellationTokenSource ends = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Template[] submitted, triaged, offered, farmerTold, expertTold;
    private readonly Dictionary<string, Cell> messages;
    private IReadOnlyList<object> experts = [];
    private Task running = Task.CompletedTask;
    private int soon, next;

    private Floor(Store store, FloorBus bus, TimeSpan batchWindow, Pattern pattern)
    {
        (this.store, this.bus, window) = (store, bus, new Window(batchWindow, TimeProvider.System));
        relay = new FloorRelay(store, bus);
        messages = Announcements.Contracts.ToDictionary(contract => contract, pattern.Message);
        submitted = [pattern.Insert("orders", ("State", "Submitted"), ("Version", 0), ("QueuedSince", DBNull.Value), ("WaitUntil", DBNull.Value), ("DueAt", DBNull.Value), ("Station", DBNull.Value), ("LastSeat", 0)), pattern.Insert("order_history 0"), Outbox(pattern, nameof(OrderSubmitted))];
        triaged =
        [
            pattern.Update("orders", "\"Id\" = $1 AND \"Version\" = 0", ("State", "Waiting"), ("Version", 1), ("QueuedSince", null), ("WaitUntil", null), ("DueAt", null), ("Station", null), ("LastSeat", null)),
            pattern.Insert("seats", ("State", "Open"), ("Expert", DBNull.Value), ("AnswerBy", DBNull.Value)), pattern.Insert("order_history 1"), Outbox(pattern, nameof(OrderWaiting)), pattern.Insert("inbox TriageOrder"),
        ];
        offered =
        [
            pattern.Update("orders", "\"Id\" = $1 AND \"Version\" = 1", ("State", null), ("Version", null), ("DueAt", null)), pattern.Update("seats", "\"Order\" = $1", ("State", null), ("Expert", null), ("AnswerBy", null)),
            pattern.Insert("offers"), pattern.Insert("order_history 2"), pattern.Insert("matches"), Outbox(pattern, nameof(OfferMade)),
        ];
        farmerTold = [.. Notice(pattern, "Farmer"), pattern.Insert("inbox TellFarmerOrderTaken")];
        expertTold = [.. Notice(pattern, "Expert"), pattern.Insert("inbox TellExpertOfOffer")];
    }

    /// <param name="installation">A database with experts in it, and no order.</param>
    /// <param name="pattern">What is written of each order.</param>
    public static async Task<Floor> Start(Installation installation, Pattern pattern)
    {
        var store = Store.Of(installation);
        var floor = new Floor(store, await FloorBus.Connect(installation.Bus, installation.Name), installation.BatchWindow, pattern);
        floor.experts = [.. (await store.Read(new Statement("SELECT \"Id\" FROM experts"))).Select(row => row[0])];
        await floor.bus.Consume("triage", nameof(OrderSubmitted), floor.Triage);
        await floor.bus.Consume("tell-farmer", nameof(OrderSubmitted), floor.TellFarmer);
        await floor.bus.Consume("match", nameof(OrderWaiting), floor.Match);
        await floor.bus.Consume("tell-expert", nameof(OfferMade), floor.TellExpert);
        floor.running = Task.WhenAll(floor.relay.Run(floor.ends.Token), new FloorNotices(store).Run(floor.ends.Token));
        return floor;
    }

    /// <returns>The order's id.</returns>
    public async Task<Guid?> Submit(int number)
    {
        var (id, message) = (OrderId.For($"floor {number}"), Guid.CreateVersion7());
        await Commit([(nameof(OrderSubmitted), message, new() { [Name.Order] = store.Key(id.Value), [Name.Tracking] = TrackingNumber.For(id).Value, [Name.Submitted] = store.Key(message) }, submitted)]);
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

    private async Task Triage(Guid message, ReadOnlyMemory<byte> body)
    {
        var (order, waiting) = (store.Key(Envelope.OrderOf(body)), Guid.CreateVersion7());
        await store.Read(new Statement("SELECT \"Difficulty\", \"Asked\", \"Place\", \"TownCode\", \"VillageCode\", \"Version\" FROM orders WHERE \"Id\" = $1", order));
        await Commit([(nameof(OrderWaiting), waiting, new() { [Name.Order] = order, [Name.Submitted] = store.Key(message), [Name.Waiting] = store.Key(waiting) }, triaged)]);
    }

    private async Task TellFarmer(Guid message, ReadOnlyMemory<byte> body)
    {
        var order = store.Key(Envelope.OrderOf(body));
        var read = await store.Read(new Statement("SELECT \"Tracking\", \"FarmerPhone\" FROM orders WHERE \"Id\" = $1", order));
        await Commit(farmerTold, new() { [Name.Order] = order, [Name.Tracking] = read[0][0], [Name.Submitted] = store.Key(message), [Name.ToldFarmer] = store.Key(Guid.CreateVersion7()) });
    }

    private async Task TellExpert(Guid message, ReadOnlyMemory<byte> body)
    {
        var order = store.Key(Envelope.OrderOf(body));
        var read = await store.Read(new Statement("SELECT o.\"Tracking\", e.\"Id\", e.\"Phone\" FROM offers f JOIN orders o ON o.\"Id\" = f.\"Order\" JOIN experts e ON e.\"Id\" = f.\"Expert\" WHERE f.\"Id\" = $1", store.Key(Envelope.Of(body, "offerId"))));
        await Commit(expertTold, new() { [Name.Order] = order, [Name.Tracking] = read[0][0], [Name.Expert] = read[0][1], [Name.Made] = store.Key(message), [Name.ToldExpert] = store.Key(Guid.CreateVersion7()) });
    }

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
            await Round();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Round()
    {
        var waiting = await store.Read(new Statement("SELECT \"Id\" FROM orders WHERE \"State\" = 'Waiting' ORDER BY \"QueuedSince\""));
        if (waiting.Count == 0) return;
        await Commit([.. waiting.Select(order =>
        {
            var (made, expert) = (Guid.CreateVersion7(), experts[next++ % experts.Count]);
            return (nameof(OfferMade), made, new Dictionary<Name, object> { [Name.Order] = order[0], [Name.Offer] = store.Key(Guid.CreateVersion7()), [Name.Expert] = expert, [Name.Made] = store.Key(made) }, offered);
        })]);
    }

    /// <summary>Rows and messages in one transaction, and then the messages to the relay.</summary>
    private async Task Commit(IReadOnlyList<(string Contract, Guid Id, Dictionary<Name, object> Order, Template[] Rows)> messages)
    {
        await store.Commit([.. messages.SelectMany(one => one.Rows.Select(row => row.For(one.Order)))]);
        foreach (var (contract, id, order, _) in messages) relay.Add(new Outgoing(contract, id, Encoding.UTF8.GetBytes((string)this.messages[contract].For(order))));
    }

    private Task Commit(Template[] rows, Dictionary<Name, object> order) => store.Commit([.. rows.Select(row => row.For(order))]);

    private static Template Outbox(Pattern pattern, string contract) => pattern.Insert($"outbox {contract}", ("Sequence", null), ("SentAt", DBNull.Value));

    private static Template[] Notice(Pattern pattern, string to) =>
        [pattern.Insert($"notices {to}"), pattern.Insert($"notice_deliveries {to}", ("State", "Pending"), ("SentAt", DBNull.Value), ("Attempts", 0))];
}
