using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>
/// What the stop has broken off may end in any way, as the service's parts are taken away from under it, and so may what would only
/// begin then. That says nothing of the message: it is the broker's again, and not in the error queue. On the embedded bus the next
/// life finds it in the outbox.
/// </summary>
internal sealed class GiveBack(IHostApplicationLifetime life, StopLimit limit, BusSettings settings, ILogger<GiveBack> log) : IFilter<ConsumeContext>
{
    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (IsOver)
        {
            await Back();
            return;
        }
        try
        {
            await (settings.Embedded ? InTime(next.Send(context)) : next.Send(context));
        }
        catch (Exception broken) when (IsOver || (limit.HasBrokenOff(context, broken) && (settings.Embedded || broken is not OperationCanceledException)))
        {
            log.LogInformation("The stop broke off {Message} ({Why}); it is given back.", context.MessageId, broken.GetBaseException().Message);
            await Back();
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("giveBack");

    /// <summary>All that is to stop has stopped, or has had its time.</summary>
    private bool IsOver => life.ApplicationStopped.IsCancellationRequested;

    /// <summary>The embedded transport would wait at the stop for as long as it takes; RabbitMQ's does not.</summary>
    /// <exception cref="TimeoutException">It was broken off, and goes on all the same.</exception>
    private async Task InTime(Task work)
    {
        try
        {
            await work.WaitAsync(limit.Passed);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            await work.WaitAsync(settings.StopWithin - settings.ConsumersStopWithin, CancellationToken.None);
        }
    }

    /// <summary>With the process ends its connection, and the broker gives to others what nothing has been said of.</summary>
    private Task Back() => settings.Embedded ? Task.CompletedTask : Task.Delay(Timeout.Infinite);
}
