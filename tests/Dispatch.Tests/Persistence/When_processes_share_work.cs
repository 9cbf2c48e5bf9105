using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Notifying;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Persistence;

/// <summary>What one process has in hand another passes over, and takes when the first is gone. On PostgreSQL.</summary>
[OnPostgres]
public sealed class When_processes_share_work : ServiceSpec
{
    /// <summary>The rounds are left out: only the test sends and sweeps.</summary>
    protected override void Also(IServiceCollection services) => services.LeaveOutRounds();

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1", capacity: 9));

    [Test]
    public async Task A_limit_that_another_takes_is_passed_over()
    {
        var (one, other) = (await Service.Offered(), await Service.Offered());
        await Service.Quiet();
        Service.Clock.Advance(TimeSpan.FromDays(2));
        await InHand(
            db => db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Tracking == TrackingNumber.Of(one)).Select(order => order.Id),
            async () => Assert.That(await Service.Get<DueOrders>().Sweep(default), Is.EqualTo(1), $"only {other}"));
        Assert.That(await Service.Get<DueOrders>().Sweep(default), Is.EqualTo(1), "and then the first, whose holder is gone");
    }

    [Test]
    public async Task A_notice_that_another_sends_is_not_sent_twice()
    {
        for (var n = 0; n < 3; n++) await Service.Ordered();
        await Service.Quiet();
        var all = await Service.Db(db => db.Set<Delivery>().CountAsync(delivery => delivery.State == DeliveryState.Pending));
        Assert.That(all, Is.GreaterThan(1));
        await InHand(
            db => db.Set<Delivery>().Where(delivery => delivery.State == DeliveryState.Pending).OrderBy(delivery => delivery.Notice).Take(1).Select(delivery => delivery.Notice),
            async () =>
            {
                await Service.Get<NoticeSender>().SendDue(Service.Monday.AddHours(3));
                Assert.That(await Pending(), Is.EqualTo(1), "that one");
            });
        await Service.Get<NoticeSender>().SendDue(Service.Monday.AddHours(3));
        Assert.That(await Pending(), Is.Zero);
    }

    [Test]
    public async Task Of_what_is_left_in_the_outbox_each_takes_other_rows()
    {
        await Service.StopAsync();
        await Service.Db(async db =>
        {
            for (var n = 0; n < 4; n++) db.Publish(new Contracts.OrderSubmitted { OrderId = Guid.CreateVersion7() }, Service.Monday);
            return await db.SaveChangesAsync();
        });
        await using var scope = Service.Services.CreateAsyncScope();
        var other = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        await using var claim = await other.BeginClaim(default);
        var theirs = await Left(other).Take(3).Unclaimed().ToListAsync();
        await Service.Db(async db =>
        {
            await using var mine = await db.BeginClaim(default);
            Assert.That(await Left(db).Take(3).Unclaimed().ToListAsync(), Has.Count.EqualTo(1).And.None.AnyOf(theirs.Cast<object>().ToArray()));
            return true;
        });
    }

    /// <summary>Two processes with a relay each: what one is doing the other may do as well, and the inbox lets it count once.</summary>
    [Test]
    public async Task Two_processes_handle_each_message_once()
    {
        await using var beside = await Service.StartAsync(beside: Service);
        var trackings = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => (n % 2 == 0 ? Service : beside).Ordered()));
        await OrderDesk.Until(async () => (await Service.StatesOf(trackings)).All(state => state == State.Offered || state == State.Waiting));
        await Task.WhenAll(Service.Quiet(), beside.Quiet());
        var told = await Service.Db(db => db.Set<Notice>().Where(notice => notice.Template == "OrderTaken").Select(notice => notice.Order).ToListAsync());
        Assert.That(told, Has.Count.EqualTo(10).And.Unique);
    }

    private static IQueryable<long> Left(DispatchDb db) => db.Set<OutboxRow>().Where(row => row.SentAt == null).OrderBy(row => row.Sequence).Select(row => row.Sequence);

    private Task<int> Pending() => Service.Db(db => db.Set<Delivery>().CountAsync(delivery => delivery.State == DeliveryState.Pending && delivery.DueAt <= Service.Monday.AddHours(3)));

    /// <summary>Does something while another process has the row.</summary>
    private async Task InHand<TKey>(Func<DispatchDb, IQueryable<TKey>> row, Func<Task> act)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        var other = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        await using var claim = await other.BeginClaim(default);
        Assert.That(await row(other).Unclaimed().ToListAsync(), Has.Count.EqualTo(1));
        await act();
    }
}
