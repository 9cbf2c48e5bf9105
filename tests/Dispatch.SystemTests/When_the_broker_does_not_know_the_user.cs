namespace Dispatch.SystemTests;

/// <summary>As one that has lost its disks: it listens, and lets nobody in until its user is made again.</summary>
public sealed class When_the_broker_does_not_know_the_user
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);

    /// <summary>Seen red where a login that is refused is left to the transport: it gave every queue up for good.</summary>
    [Test]
    public async Task Orders_are_taken_all_the_while_and_go_on_by_themselves_when_it_does()
    {
        await using var host = await (await Broker.Running()).NewHostAsync();
        await using var service = await SmallWorld.Service(host.UriOfUser);
        await service.StartAsync();
        var farmers = new List<Farmer>();
        for (var times = 1; times <= 2; times++)
        {
            if (times > 1) await host.DropUser();
            var farmer = new Farmer(service, $"refused {times}");
            farmers.Add(farmer);
            await farmer.Submit();
            await Eventually.Holds("it says so", () => Task.FromResult(service.Output.Split("The broker can't be reached (").Length == times + 1), Ceiling);
            await host.MakeUser();
            await farmer.GoOn().WaitAsync(Ceiling);
        }
        await service.CameTo(farmers);
        Assert.That(service.Output, Does.Contain("The broker can't be reached (ACCESS_REFUSED").And.Not.Contain("MassTransit"));
    }
}
