using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests;

/// <summary>Seen red with a relay that publishes before every consumer has its queue: what was imported is confirmed, and heard by nobody.</summary>
public sealed class When_orders_come_while_the_broker_is_down
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);

    [TestCase(false, TestName = "Stopped_and_started_again_every_order_is_offered")]
    [TestCase(true, TestName = "Killed_and_started_again_every_order_is_offered")]
    public async Task Every_order_is_offered(bool killed)
    {
        var broker = await Broker.Running();
        await using var host = await broker.NewHostAsync();
        await using var service = await SmallWorld.Service(host.Uri);
        await service.StartAsync();
        await Eventually.Holds("what was imported before there were queues is heard", () => Task.FromResult(service.Count("inbox WHERE Consumer = 'WithdrawOnLeave'") == SmallWorld.Experts), Ceiling);
        await Offered(await Order(service, "before"));
        await broker.SettleAsync();

        await (killed ? broker.KillAsync() : broker.StopAsync());
        var meanwhile = await Order(service, "meanwhile");
        await Eventually.Holds("it says that it is degraded", async () => await Ready(service) == "Degraded", Ceiling);
        await broker.StartAsync();

        await Offered([.. meanwhile, .. await Order(service, "after")]);
        await Eventually.Holds("it says that it is well again", async () => await Ready(service) == "Healthy", Ceiling);
        await service.AllIsWell();
    }

    private static async Task<List<Farmer>> Order(ServiceProcess service, string when)
    {
        var farmers = Enumerable.Range(0, 10).Select(n => new Farmer(service, $"{when}-{n}")).ToList();
        foreach (var farmer in farmers) await farmer.Submit();
        return farmers;
    }

    private static async Task Offered(List<Farmer> farmers)
    {
        foreach (var farmer in farmers)
            await Eventually.Holds($"{farmer.Tracking} is offered", async () => await farmer.State() == "Offered", Ceiling);
    }

    private static async Task<string?> Ready(ServiceProcess service) =>
        (await service.Client.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("status").GetString();
}
