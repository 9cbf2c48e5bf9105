using Dispatch.Tests.Persistence;

namespace Dispatch.Tests;

/// <summary>When all tests are over.</summary>
[SetUpFixture]
public sealed class EndServers
{
    [OneTimeTearDown]
    public Task Stop() => Servers.Stop();
}
