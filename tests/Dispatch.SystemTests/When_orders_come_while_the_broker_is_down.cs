using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests;

/// <summary>
/// In the midst of some lives the broker goes, others order meanwhile, and it comes back; all come to their end. Seen red
/// with a relay that publishes before every consumer has its queue: what was imported is confirmed, and heard by nobody.
/// </summary>
public sealed class When_orders_come_while_the_broker_is_down
{
    private const int AtOnce = 6;

    /// <summary>Answers before the broker goes: some orders are over by then, others in the midst of it.</summary>
    private const int Before = 40;
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(10);

    private Broker broker = null!;

    [OneTimeSetUp]
    public async Task Start() => broker = await Broker.OwnAsync();

    [OneTimeTearDown]
    public async Task Stop() => await broker.DisposeAsync();

    [TestCase(false, TestName = "Stopped_and_started_again_every_order_comes_to_its_end_and_counts_once")]
    [TestCase(true, TestName = "Killed_and_started_again_every_order_comes_to_its_end_and_counts_once")]
    public async Task Every_order_ends(bool killed)
    {
        await using var host = await broker.NewHostAsync();
        await using var service = await SmallWorld.Service(host.Uri);
        await service.StartAsync();
        await Eventually.Holds("what was imported before there were queues is heard", () => Task.FromResult(service.Count("inbox WHERE Consumer = 'WithdrawOnLeave'") == SmallWorld.Experts), Ceiling);
        await broker.SettleAsync();

        var farmers = new Farmers(service, "before", AtOnce);
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = 0;
        farmers.Answered += () => _ = Interlocked.Increment(ref answers) == Before && underWay.TrySetResult();
        await Task.WhenAny(underWay.Task, farmers.Lives).WaitAsync(Ceiling);

        await (killed ? broker.KillAsync() : broker.StopAsync());
        var meanwhile = Enumerable.Range(0, AtOnce).Select(n => new Farmer(service, $"meanwhile-{n}")).ToList();
        foreach (var farmer in meanwhile) await farmer.Submit();
        await Eventually.Holds("it says that it is degraded", async () => await Ready(service) == "Degraded", Ceiling);
        farmers.Enough();
        Assert.That(farmers.Lives.IsCompleted, Is.False, "nobody's life goes on without the broker");
        await broker.StartAsync();

        await Task.WhenAll([farmers.Lives, .. meanwhile.Select(farmer => farmer.Live())]).WaitAsync(Ceiling);
        await Eventually.Holds("it says that it is well again", async () => await Ready(service) == "Healthy", Ceiling);
        await service.CameTo([.. farmers.All, .. meanwhile]);
        Assert.That(service.Output, Does.Contain("The broker can't be reached (").And.Not.Contain("warn: MassTransit").And.Not.Contain("HealthChecks"), "for whoever looks at night; seen red with the transport's stack for every try, and for everybody who asks how it is");
    }

    private static async Task<string?> Ready(ServiceProcess service) =>
        (await service.Client.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("status").GetString();
}
