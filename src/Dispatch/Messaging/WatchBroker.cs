using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>Says once that the broker is gone and once that it is back; the transport would say so at every try, with its stack.</summary>
internal sealed class WatchBroker(IBusControl bus, WayToBroker way, BusSettings settings, TimeProvider clock, ILogger<WatchBroker> log) : BackgroundService
{
    /// <summary>What RabbitMQ says to who declares a queue in another way than it is.</summary>
    private const string Unlike = "inequivalent arg";
    private bool heard, missed, refused;

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
            (heard, missed, refused) = (true, false, false);
        }
        else if (!refused && way.Refusal is { } refusal)
        {
            log.LogWarning("The broker does not let the service in ({Why}): look at user, password and virtual host in Dispatch:Bus. Orders are taken; their messages wait until it does.", refusal);
            (missed, refused) = (true, true);
        }
        else if (!missed && (heard || health.Exception is not null))
        {
            var why = health.Exception?.GetBaseException().Message ?? health.Description;
            if (why?.Contains(Unlike, StringComparison.Ordinal) == true) log.LogError("A queue on the broker was declared otherwise by another version ({Why}). Let it run empty, then delete it (rabbitmqctl delete_queue): it is declared anew within seconds. Orders are taken; their messages wait.", why);
            else log.LogWarning("The broker can't be reached ({Why}). Orders are taken; their messages wait until it is back.", why);
            missed = true;
        }
    }
}
