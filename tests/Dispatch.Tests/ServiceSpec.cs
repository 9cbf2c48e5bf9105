using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests;

/// <summary>A situation in which every test has a service of its own, and leaves nothing in its error queue.</summary>
public abstract class ServiceSpec
{
    protected Service Service { get; private set; } = null!;

    /// <summary>How many messages this test has fail on purpose.</summary>
    protected int MeantToFail { private get; set; }

    [SetUp]
    public async Task StartService()
    {
        MeantToFail = 0;
        Service = await Service.StartAsync(Configure, Also);
    }

    [TearDown]
    public async Task StopService()
    {
        var faults = Service.Faults;
        await Service.DisposeAsync();
        Assert.That(faults, Is.EqualTo(MeantToFail), "messages in the error queue");
    }

    /// <summary>What this situation configures differently.</summary>
    protected virtual void Configure(Settings settings)
    {
    }

    /// <summary>What this situation registers besides.</summary>
    protected virtual void Also(IServiceCollection services)
    {
    }
}

/// <summary>A situation that all its tests look at, or change only where no other looks; nothing is left in the error queue.</summary>
public abstract class SharedServiceSpec
{
    protected Service Service { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartService() => Service = await Service.StartAsync(Configure);

    [OneTimeTearDown]
    public async Task StopService()
    {
        var faults = Service.Faults;
        await Service.DisposeAsync();
        Assert.That(faults, Is.Zero, "messages in the error queue");
    }

    /// <summary>What this situation configures differently.</summary>
    protected virtual void Configure(Settings settings)
    {
    }
}
