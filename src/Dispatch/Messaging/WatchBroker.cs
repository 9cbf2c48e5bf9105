using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>Says once that the broker is gone and once that it is back; the transport would say so at every try, with its stack.</summary>
internal sealed class WatchBroker(IBusControl bus, BusSettings settings, TimeProvider clock, ILogger<WatchBroker> log) : BackgroundService
{
    private bool heard, missed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Look(bus.CheckHealth());
            await Task.Delay(settings.Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Before it was heard for the first time it is only missed when a try has failed.</summary>
    private void Look(BusHealthResult health)
    {
        if (health.Status == BusHealthStatus.Healthy)
        {
            if (missed) log.LogInformation("The broker is back; what waited goes out.");
            (heard, missed) = (true, false);
        }
        else if (!missed && (heard || health.Exception is not null))
        {
            log.LogWarning("The broker can't be reached ({Why}). Orders are taken; their messages wait until it is back.", health.Exception?.GetBaseException().Message ?? health.Description);
            missed = true;
        }
    }
}
