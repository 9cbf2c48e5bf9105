namespace Dispatch.SystemTests;

[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public async Task StopWhatWasStarted()
    {
        SmallWorld.Remove();
        await Broker.StopWhatWasStartedAsync();
    }
}
