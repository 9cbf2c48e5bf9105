using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dispatch.Tests.Messaging;

public sealed class When_the_bus_is_set_up : SharedServiceSpec
{
    /// <summary>Seen red with MassTransit's default: it reports the endpoints to its vendor minutes after the start.</summary>
    [Test]
    public void Nobody_outside_is_told_of_it() =>
        Assert.That(Service.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled, Is.False);
}
