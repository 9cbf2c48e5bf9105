using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests;

/// <summary>As one that has lost its disks: it listens, and lets nobody in until its user is made again.</summary>
public sealed class When_the_broker_does_not_know_the_user
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);
    private VirtualHost host = null!;
    private ServiceProcess service = null!;

    [SetUp]
    public async Task Start()
    {
        host = await (await Broker.Running()).NewHostAsync();
        service = await SmallWorld.Service(host.UriOfUser, new Dictionary<string, string> { ["Logging__LogLevel__Dispatch.Messaging.WatchBroker"] = "Information" });
        await service.StartAsync();
    }

    [TearDown]
    public async Task End()
    {
        await service.DisposeAsync();
        await host.DropUser();
        await host.DisposeAsync();
    }

    /// <summary>Once at the start, once while it runs. Seen red where a login that is refused is left to the transport: it gave every queue up for good.</summary>
    [Test]
    public async Task Orders_are_taken_all_the_while_and_go_on_by_themselves_when_it_does()
    {
        var farmers = new List<Farmer>();
        for (var times = 1; times <= 2; times++)
        {
            var farmer = new Farmer(service, $"refused {times}");
            farmers.Add(farmer);
            await farmer.Submit();
            await Said("The broker does not let the service in (ACCESS_REFUSED", times);
            Assert.That((await service.Client.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("parts").GetProperty("masstransit-bus").GetProperty("why").GetString(), Is.EqualTo("ACCESS_REFUSED"));
            await host.MakeUser();
            await farmer.GoOn().WaitAsync(Ceiling);
            await Said("The broker is back", times);
            if (times == 1) await host.DropUser();
        }
        await service.CameTo(farmers);
        Assert.That(service.Output, Does.Not.Contain("Cannot Retry"));
    }

    private Task Said(string words, int times) => Eventually.Holds($"it says so: {words}", () => Task.FromResult(service.Output.Split(words).Length == times + 1), Ceiling);
}
