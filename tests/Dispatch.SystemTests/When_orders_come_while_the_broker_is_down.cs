using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests;

/// <summary>
/// In the midst of some lives the broker goes, others order meanwhile, and it comes back; all come to their end. Seen red
/// with a relay that publishes before every consumer has its queue: what was imported is confirmed, and heard by nobody.
/// </summary>
[NonParallelizable]
public sealed class When_orders_come_while_the_broker_is_down
{
    private const int Each = 8;
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(3);

    [TestCase(false, TestName = "Stopped_and_started_again_every_order_comes_to_its_end_and_counts_once")]
    [TestCase(true, TestName = "Killed_and_started_again_every_order_comes_to_its_end_and_counts_once")]
    public async Task Every_order_ends(bool killed)
    {
        var broker = await Broker.Running();
        await using var host = await broker.NewHostAsync();
        await using var service = await SmallWorld.Service(host.Uri);
        await service.StartAsync();
        await Eventually.Holds("what was imported before there were queues is heard", () => Task.FromResult(service.Count("inbox WHERE Consumer = 'WithdrawOnLeave'") == SmallWorld.Experts), Ceiling);
        await broker.SettleAsync();

        var before = Farmers(service, "before");
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var farmer in before) farmer.Answered += () => Half(before, halfway);
        var lives = Task.WhenAll(before.Select(farmer => farmer.Live()));
        await Task.WhenAny(halfway.Task, lives).WaitAsync(Ceiling);

        await (killed ? broker.KillAsync() : broker.StopAsync());
        var meanwhile = Farmers(service, "meanwhile");
        foreach (var farmer in meanwhile) await farmer.Submit();
        await Eventually.Holds("it says that it is degraded", async () => await Ready(service) == "Degraded", Ceiling);
        Assert.That(lives.IsCompleted, Is.False, "nobody's life goes on without the broker");
        await broker.StartAsync();

        await Task.WhenAll([lives, .. meanwhile.Select(farmer => farmer.Live())]).WaitAsync(Ceiling);
        await Eventually.Holds("it says that it is well again", async () => await Ready(service) == "Healthy", Ceiling);
        await service.CameTo([.. before, .. meanwhile]);
    }

    private static List<Farmer> Farmers(ServiceProcess service, string when) => [.. Enumerable.Range(0, Each).Select(n => new Farmer(service, $"{when}-{n}"))];

    /// <summary>All have ordered, and somebody has gone on from there.</summary>
    private static void Half(List<Farmer> farmers, TaskCompletionSource halfway)
    {
        if (farmers.TrueForAll(farmer => farmer.Tracking is not null)) halfway.TrySetResult();
    }

    private static async Task<string?> Ready(ServiceProcess service) =>
        (await service.Client.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("status").GetString();
}
