namespace Dispatch.SystemTests;

[Category("Long")]
public sealed class When_a_cluster_loses_a_node
{
    private const string Queue = "triage-order";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);

    /// <summary>The one that led a queue, by <c>kill -9</c>.</summary>
    [Test]
    public async Task Orders_go_on_without_it_and_when_it_is_back()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var service = await SmallWorld.Service(also: new Dictionary<string, string> { ["Dispatch__Bus"] = cluster.Bus });
        await service.StartAsync();
        var before = new Farmer(service, "before");
        await before.Live().WaitAsync(Ceiling);
        await cluster.SettleAsync();

        var leader = await cluster.LeaderOf(Queue);
        var farmers = new Farmers(service, "meanwhile", 4);
        await cluster.KillAsync(leader);
        var without = new Farmer(service, "without");
        await without.Live().WaitAsync(Ceiling);
        Assert.That(await cluster.LeaderOf(Queue), Is.Not.EqualTo(leader));
        await cluster.StartAsync(leader);
        farmers.Enough();
        await farmers.Lives.WaitAsync(Ceiling);

        await service.CameTo([before, without, .. farmers.All]);
    }
}
