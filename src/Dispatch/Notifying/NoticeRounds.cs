using Dispatch.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Notifying;

/// <summary>Keeps sending, each sink by itself: when there is news, and every few seconds for what has become due.</summary>
internal sealed class NoticeRounds(NoticeSender sender, Sinks sinks, TimeProvider clock, ILogger<NoticeRounds> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>News comes in flocks; waiting so long lets one batch carry them.</summary>
    private static readonly TimeSpan Flock = TimeSpan.FromMilliseconds(200);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(sinks.All.Select(sink => Run(sink, stoppingToken)));

    private async Task Run(Sink sink, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await log.Try($"Sending notices by {sink.Name}", () => sender.SendDue(sink, clock.GetUtcNow(), stop), stop);
            await sink.WaitAsync(Pause, clock, stop);
            await Task.Delay(Flock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
