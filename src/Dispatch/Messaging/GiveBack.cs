using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Messaging;

/// <summary>
/// What the stop has broken off may end in any way, as the service's parts are taken away from under it, and so may what would only
/// begin then. That says nothing of the message: it is the broker's again, and not in the error queue.
/// </summary>
internal sealed class GiveBack(IHostApplicationLifetime life, ILogger<GiveBack> log) : IFilter<ConsumeContext>
{
    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (IsOver) await Never();
        try
        {
            await next.Send(context);
        }
        catch (Exception broken) when (IsOver || (broken is not OperationCanceledException && IsBrokenOff(context)))
        {
            log.LogDebug(broken, "The stop broke off {Message}; it is given back.", context.MessageId);
            await Never();
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("giveBack");

    /// <summary>All that is to stop has stopped, or has had its time.</summary>
    private bool IsOver => life.ApplicationStopped.IsCancellationRequested;

    private bool IsBrokenOff(ConsumeContext context) => life.ApplicationStopping.IsCancellationRequested && context.CancellationToken.IsCancellationRequested;

    /// <summary>With the process ends its connection, and the broker gives to others what nothing has been said of.</summary>
    private static Task Never() => Task.Delay(Timeout.Infinite);
}
