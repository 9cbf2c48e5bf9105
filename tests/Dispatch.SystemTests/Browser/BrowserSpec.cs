namespace Dispatch.SystemTests.Browser;

/// <summary>A situation with one service and one browser for all its tests.</summary>
public abstract class BrowserSpec
{
    /// <summary>Px.</summary>
    protected const int Phone = 360;

    /// <summary>Px.</summary>
    protected const int Desktop = 1280;

    private protected ServiceProcess Service { get; private set; } = null!;

    private protected Chromium Chromium { get; private set; } = null!;

    /// <summary>What the service is told besides.</summary>
    protected virtual IReadOnlyDictionary<string, string>? Environment => null;

    [OneTimeSetUp]
    public async Task Start()
    {
        Service = await SmallWorld.Service(also: Environment);
        await Task.WhenAll(Service.StartAsync(), Task.Run(async () => Chromium = await Browser.Chromium.Start()));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Chromium is not null) await Chromium.DisposeAsync();
        await Service.DisposeAsync();
    }
}
