using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Messaging;

[OnSqlite]
public sealed class When_a_message_is_on_its_way : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task State_and_message_are_written_together_or_not_at_all()
    {
        var tracking = await Service.Offered();
        var sent = await Outbox();
        await Run("CREATE TRIGGER full BEFORE INSERT ON order_history BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.That((int)(await Service.Accept(tracking, "E1")).Status, Is.EqualTo(500));
        Assert.That((await Service.StateOf(tracking), await Outbox()), Is.EqualTo((State.Offered, sent)));

        await Run("DROP TRIGGER full");
        await Service.Accept(tracking, "E1").Done();
        await Service.Quiet();
        Assert.That(await Outbox(), Is.EqualTo(sent + 2), "OfferAccepted and OrderAccepted");
    }

    [Test]
    public async Task A_message_that_cannot_be_written_takes_the_state_with_it()
    {
        var tracking = await Service.Offered();
        await Run("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.That((int)(await Service.Accept(tracking, "E1")).Status, Is.EqualTo(500));
        Assert.That((await Service.StateOf(tracking), (await Service.History(tracking)).Count), Is.EqualTo((State.Offered, 3)));
    }

    [Test]
    public async Task What_a_transaction_takes_back_is_neither_sent_nor_waited_for()
    {
        await Publish(OrderId.For("taken back"), commit: false);
        Assert.That(Service.Get<Traffic>().UnderWay, Is.Zero);
        Assert.That(await Service.StateOf(await Service.Ordered()), Is.EqualTo(State.Waiting));
        Assert.That(Service.Faults, Is.Zero, "triage would not have found it");
    }

    [Test]
    public async Task What_a_transaction_commits_is_found_and_sent()
    {
        MeantToFail = 1;
        await Publish(OrderId.For("never written"), commit: true);
        await OrderDesk.Until(() => Task.FromResult(Service.Faults == 1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task After_a_crash_what_was_not_handled_is_sent_again_and_what_was_is_not(bool sent)
    {
        var handled = await Service.Ordered();
        var lost = await Service.Ordered();
        var id = (await Service.Order(lost)).Id;
        await Service.StopAsync();
        await Service.AsIfNeverHandled(id, sent);

        await using var restarted = await Service.StartAsync(beside: Service);
        await OrderDesk.Until(async () => await restarted.StateOf(lost) == State.Waiting);
        await restarted.Quiet();
        Assert.That((await Service.History(lost)).Select(row => row.Fact), Is.EqualTo(new[] { "Submitted", "Triaged" }));
        Assert.That(await Service.History(handled), Has.Count.EqualTo(2));
        Assert.That(restarted.Get<Traffic>().UnderWay, Is.Zero);
    }

    [Test]
    public async Task A_message_that_always_fails_is_a_fault_and_its_neighbours_are_unharmed()
    {
        MeantToFail = 1;
        await Service.Deliver(new OrderSubmitted { OrderId = OrderId.For("never written").Value }, Guid.CreateVersion7());
        Assert.That(Service.Faults, Is.EqualTo(1));
        Assert.That(await Service.StateOf(await Service.Ordered()), Is.EqualTo(State.Waiting));
    }

    [Test]
    public async Task What_another_process_wrote_and_nobody_can_read_is_put_aside()
    {
        await Run($"""INSERT INTO outbox ("MessageId", "Type", "Body", "At") VALUES ('{Guid.CreateVersion7().ToString().ToUpperInvariant()}', 'NobodyKnows', 'garbage', 0)""");
        await OrderDesk.Until(() => Service.Db(db => db.Set<ErrorRow>().AnyAsync(error => error.Consumer == ErrorRow.Outbox && error.Body == "garbage")));
        Assert.That(await Service.Db(db => db.Set<OutboxRow>().CountAsync(row => row.Body == "garbage")), Is.EqualTo(1), "kept");
        Assert.That(await Service.StateOf(await Service.Ordered()), Is.EqualTo(State.Waiting));
    }

    [Test]
    public async Task A_save_that_cannot_even_begin_stops_nobody_else()
    {
        var order = await Service.Order(await Service.Ordered());
        Assert.That(
            () => Service.Db(async db =>
            {
                var tracked = await db.Set<Order>().SingleAsync(known => known.Id == order.Id);
                tracked.Take(new Triaged(new(Domain.Role.Clerk, "王芳"), Service.Monday, [[default]], tracked.Place!.Value), Service.Get<Limits>());
                db.Add(new Seat { Order = order.Id, Number = 2, Needs = [], OpenSince = Service.Monday });
                return await db.SaveChangesAsync();
            }),
            Throws.InvalidOperationException);
        Assert.That(await Service.StateOf(await Service.Ordered()), Is.EqualTo(State.Waiting));
    }

    private Task<int> Publish(OrderId order, bool commit) => Service.Db(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Publish(new OrderSubmitted { OrderId = order.Value }, Service.Monday);
        var saved = await db.SaveChangesAsync();
        await (commit ? transaction.CommitAsync() : transaction.RollbackAsync());
        return saved;
    });

    private Task<int> Outbox() => Service.Db(db => db.Set<OutboxRow>().CountAsync());

    private Task<int> Run(string sql) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql));
}
