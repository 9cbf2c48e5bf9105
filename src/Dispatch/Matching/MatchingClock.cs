using Dispatch.Contracts;
using Dispatch.Messaging;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Matching;

/// <summary>Hears whatever may let a waiting seat be served: an expert's seat is free once it is reported on or given back. An urgent order starts a round at once, with all that waits, so that it overtakes nobody older; the rest waits until the window of the last round is over.</summary>
public sealed class MatchWhenPrompted(MatchWaiting matching, PromptedRounds rounds, MatchingClock soon, BusSettings bus)
    : IConsumer<OrderWaiting>, IConsumer<SeatReleased>, IConsumer<VisitReported>, IConsumer<ExpertChanged>, IConsumer<MatchingDue>
{
    public Task Consume(ConsumeContext<OrderWaiting> context) => context.Message.Urgent ? Now(context) : Soon(context);

    public Task Consume(ConsumeContext<SeatReleased> context) => Soon(context);

    public Task Consume(ConsumeContext<VisitReported> context) => Soon(context);

    public Task Consume(ConsumeContext<ExpertChanged> context) => Soon(context);

    public Task Consume(ConsumeContext<MatchingDue> context)
    {
        Traffic.Ignore(context.ReceiveContext);
        return Now(context);
    }

    private Task Now(ConsumeContext context) => bus.Embedded ? matching.All(context.CancellationToken) : rounds.Now(context.CancellationToken);

    private Task Soon(ConsumeContext context)
    {
        if (!bus.Embedded) return rounds.Soon(context);
        soon.Prompt();
        return Task.CompletedTask;
    }
}

/// <summary>
/// Starts a round every minute: experts come on duty and waiting brings far ones into reach without a message saying so; and
/// soon after a prompt. Over a broker it only asks for one, which runs with whoever the broker has chosen.
/// </summary>
public sealed class MatchingClock(MatchWaiting matching, Publishing publishing, BusSettings bus, TimeProvider clock, ILogger<MatchingClock> log) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim prompts = new(0);

    public void Prompt() => prompts.Release();

    public override void Dispose()
    {
        base.Dispose();
        prompts.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A prompt of an earlier life may have been lost with it. What else it left is being sent meanwhile.
        Prompt();
        matching.Window.Begin();
        while (await Prompted(stoppingToken) && await Passed(matching.Window.Left, stoppingToken))
        {
            while (prompts.Wait(0, CancellationToken.None)) { }
            await log.Try("A round of matching", () => Round(stoppingToken), stoppingToken);
        }
    }

    private async Task Round(CancellationToken stop)
    {
        if (bus.Embedded) await matching.All(stop);
        else if (!await publishing.Prompt(new MatchingDue(), stop) && await Passed(bus.Poll, stop)) Prompt();
    }

    private async Task<bool> Prompted(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(prompts.WaitAsync(either.Token), Passed(AtLeastEvery, either.Token));
        await either.CancelAsync();
        return !stop.IsCancellationRequested;
    }

    private async Task<bool> Passed(TimeSpan time, CancellationToken stop)
    {
        await Task.Delay(time, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
