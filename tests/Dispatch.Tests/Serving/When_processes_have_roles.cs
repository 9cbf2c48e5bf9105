using Dispatch.Web.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dispatch.Tests.Serving;

/// <summary>What runs by itself in which process; built, not started. Seen red when a web process did the work of all.</summary>
public sealed class When_processes_have_roles
{
    private static readonly string[] Everywhere = ["MassTransitHostedService", "Relay", "ReloadWeights", "WatchBroker"];
    private static readonly string[] Serving = ["BoardNews", "TellFarmerCode"];
    private static readonly string[] Working = ["DueOrders", "ForgetAudit", "ForgetHandled", "MatchingClock", "NoticeRounds"];

    [Test]
    public async Task Each_does_its_part()
    {
        Assert.That(await In(ProcessRole.Web), Is.EquivalentTo([.. Everywhere, .. Serving]));
        Assert.That(await In(ProcessRole.Worker), Is.EquivalentTo([.. Everywhere, .. Working]));
        Assert.That(await In(ProcessRole.All), Is.EquivalentTo([.. Everywhere, .. Serving, .. Working]));
    }

    private static async Task<IReadOnlyList<string>> In(ProcessRole role)
    {
        await using var app = ServiceHost.Build(ServiceHost.Builder([]), new Settings { Role = role, Bus = "amqp://127.0.0.1/", Database = "sqlite:none.db" });
        return [.. app.Services.GetServices<IHostedService>().Select(service => service.GetType()).Where(type => type.Namespace!.StartsWith("Dispatch", StringComparison.Ordinal) || type.Namespace == "MassTransit").Select(type => type.Name)];
    }
}
