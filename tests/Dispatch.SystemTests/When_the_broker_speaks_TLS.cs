namespace Dispatch.SystemTests;

/// <summary>Its certificate is from an authority of the district's own, whose file the service is given.</summary>
public sealed class When_the_broker_speaks_TLS
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Orders_go_through_it_to_their_end()
    {
        await using var host = await (await Broker.Running()).NewHostAsync();
        await using var door = new TlsDoor(host.Uri, "localhost");
        await using var service = await At(door, door.Authority);
        var farmer = new Farmer(service, "by TLS");

        await farmer.Live();

        await service.CameTo([farmer]);
        Assert.That(door.Spoken, Is.Positive);
    }

    /// <summary>Each seen red with any certificate taken.</summary>
    [TestCase("another.example", true, TestName = "To_another_than_it_named_nothing_is_said")]
    [TestCase("localhost", false, TestName = "To_one_whom_nobody_it_knows_vouches_for_nothing_is_said")]
    public async Task Nothing_is_said(string name, bool isKnown)
    {
        await using var host = await (await Broker.Running()).NewHostAsync();
        await using var door = new TlsDoor(host.Uri, name);
        await using var other = new TlsDoor(host.Uri, "localhost");
        await using var service = await At(door, isKnown ? door.Authority : other.Authority);
        var farmer = new Farmer(service, "not said");

        await farmer.Submit();

        await Eventually.Holds("it has tried again", () => Task.FromResult(door.Knocks >= 2 || door.Spoken > 0), Ceiling);
        Assert.That(door.Spoken, Is.Zero);
    }

    private static async Task<ServiceProcess> At(TlsDoor door, string authority)
    {
        var service = await SmallWorld.Service(door.Uri, new Dictionary<string, string> { ["SSL_CERT_FILE"] = authority });
        await service.StartAsync();
        return service;
    }
}
