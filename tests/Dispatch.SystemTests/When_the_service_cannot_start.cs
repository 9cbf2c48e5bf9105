namespace Dispatch.SystemTests;

public sealed class When_the_service_cannot_start
{
    [Test]
    public async Task The_test_is_told_at_once_and_not_after_a_time_out()
    {
        await using var service = new ServiceProcess(settings: null, "no-such-command");
        Assert.That(() => service.StartAsync(), Throws.InvalidOperationException.With.Message.Contains("before it was live"));
    }
}
