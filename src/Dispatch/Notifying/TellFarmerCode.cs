using System.Threading.Channels;
using Dispatch.Domain;
using Dispatch.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Notifying;

/// <summary>
/// Sends a farmer the code that was asked for just now: at once, at night too, and past the table of notices, so that it
/// stands nowhere where somebody could read it. One that can't be sent is lost; the farmer asks for another.
/// </summary>
public sealed class TellFarmerCode(Sinks sinks, TimeProvider clock, ILogger<TellFarmerCode> log) : BackgroundService
{
    private const int Most = 1000;

    private readonly Channel<(OutgoingNotice Notice, DateTimeOffset GoodUntil)> asked =
        Channel.CreateBounded<(OutgoingNotice, DateTimeOffset)>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Whether there is a way to a farmer's phone.</summary>
    public bool CanSend => sinks.ReachPeople;

    /// <summary>Comes back before it is sent: how long a gateway takes tells nothing about whose phone it is.</summary>
    public void Send(string phone, string code, string language, TimeSpan life) => asked.Writer.TryWrite((
        new OutgoingNotice(Guid.CreateVersion7(), phone, NoticeTexts.In(language, Template.Code, code, (int)life.TotalMinutes), null, Template.Code, language) { Role = Role.Farmer },
        clock.GetUtcNow() + life));

    /// <summary>What was asked for before it still goes out: whoever waits for a code can't tell that the service has stopped.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        asked.Writer.TryComplete();
        if (ExecuteTask is { } sending) await sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (notice, goodUntil) in asked.Reader.ReadAllAsync(stoppingToken))
            if (clock.GetUtcNow() < goodUntil) await Task.WhenAll(sinks.All.Select(sink => log.Try($"Sending a code by {sink.Name}", () => Send(sink, notice, stoppingToken), stoppingToken)));
    }

    private async Task Send(Sink sink, OutgoingNotice notice, CancellationToken stop)
    {
        await sink.Turn.WaitAsync(stop);
        try
        {
            if ((await sink.Send([notice], stop))[0] is { } error) log.LogWarning("Code {Id} did not go out by {Sink} ({Error}).", notice.Id, sink.Name, error);
        }
        finally
        {
            sink.Turn.Release();
        }
    }
}
