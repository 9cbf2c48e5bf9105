namespace Dispatch.SystemTests;

[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public Task StopWhatWasStarted()
    {
        SmallWorld.Remove();
        return Broker.StopWhatWasStartedAsync();
    }
}
