using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Dispatch.Triage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using State = Dispatch.Domain.Orders.State;

namespace Dispatch.Tests.Messaging;

/// <summary>On the embedded transport. More orders are to be triaged than are in hand at once, and the first is not done with when consumers have had their time.</summary>
public sealed class When_the_stop_breaks_something_off : ServiceSpec
{
    private static readonly OrderId[] Orders = [.. Enumerable.Range(1, 24).Select(n => OrderId.For($"broken off {n}"))];
    private readonly LongSave save = new();

    protected override void Configure(Settings settings) => settings.StopWithin = TimeSpan.FromSeconds(1);

    protected override void Also(IServiceCollection services) => services.Intercept(save);

    /// <summary>
    /// Promise 1. Seen red without an end to the wait for what was broken off: the service never stopped; and where it was noted as any
    /// other that failed: it was in the error queue, and the next life left it there.
    /// </summary>
    [TestCase(Then.Obeys)]
    [TestCase(Then.Breaks)]
    [TestCase(Then.GoesOn)]
    public async Task The_service_stops_and_its_next_life_does_it(Then then)
    {
        await Service.Settle(Langshan.Expert("E1"));
        var begun = save.Begin(then);
        await Service.Db(db =>
        {
            foreach (var id in Orders)
            {
                db.Add(new Order(id, TrackingNumber.For(id), Service.Monday) { Difficulty = "不知道怎么了", FarmerName = "李秀英", FarmerPhone = "13804780001" });
                db.Publish(new OrderSubmitted { OrderId = id.Value }, Service.Monday);
            }
            return db.SaveChangesAsync();
        });
        await begun.WaitAsync(TimeSpan.FromMinutes(1));
        await Service.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));
        save.End();

        await using var restarted = await Service.StartAsync(beside: Service);
        await OrderDesk.Until(() => restarted.Db(db => db.Set<Order>().AllAsync(order => order.State == State.NeedsClerk)));
        Assert.That(await restarted.Db(db => db.Set<ErrorRow>().CountAsync()), Is.Zero);
    }

    /// <summary>What becomes of it when it is broken off.</summary>
    public enum Then
    {
        Obeys,
        Breaks,
        GoesOn,
    }

    /// <summary>Holds the saves of triage until the stop breaks them off, or beyond.</summary>
    private sealed class LongSave : SaveChangesInterceptor
    {
        private TaskCompletionSource begun = null!, end = null!;
        private Then? then;

        public Task Begin(Then then)
        {
            (this.then, begun, end) = (then, New(), New());
            return begun.Task;
        }

        public void End()
        {
            then = null;
            end.SetResult();
        }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (then is not { } how || !((DispatchDb)eventData.Context!).Appending.Of<InboxRow>().Any(row => row.Consumer == nameof(TriageOrder))) return result;
            begun.TrySetResult();
            var brokenOff = New();
            await using (cancellationToken.Register(brokenOff.SetResult)) await (how == Then.GoesOn ? end : brokenOff).Task;
            if (how == Then.Obeys) cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The connection is closed.");
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
