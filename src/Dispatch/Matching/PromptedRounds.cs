using Dispatch.Messaging;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dispatch.Matching;

/// <summary>
/// Rounds that run where a broker delivers their prompt, which is with one process of the district at a time. A prompt is in
/// hand until its round is over, so another process gets it when this one dies; one that comes while another waits is
/// dropped, because the round of that one sees what both tell of.
/// </summary>
public sealed class PromptedRounds(MatchWaiting matching, Traffic traffic, TimeProvider clock, IHostApplicationLifetime life, ILogger<PromptedRounds> log)
{
    private int atOnce, soon, chosen;

    /// <summary>For what is urgent, and for what has waited already.</summary>
    public async Task Now(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref atOnce, 1) == 1) return;
        await Round(() => Volatile.Write(ref atOnce, 0), stop);
    }

    /// <summary>Waits for others to be matched with until the window of the last round is over; less when the process is to stop.</summary>
    public async Task Soon(ConsumeContext prompt)
    {
        if (Interlocked.Exchange(ref soon, 1) == 1) return;
        if (matching.Window.Left is { Ticks: > 0 } left)
        {
            traffic.Leave(prompt.ReceiveContext);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(prompt.CancellationToken, life.ApplicationStopping);
            await Task.Delay(left, clock, wait.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Round(() => Volatile.Write(ref soon, 0), prompt.CancellationToken);
    }

    /// <summary>Another process may be the one by now.</summary>
    internal void LoseTouch() => Volatile.Write(ref chosen, 0);

    /// <summary>With the connection goes the prompt, to whoever is chosen now; so does the round.</summary>
    private async Task Round(Action begins, CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            if (Interlocked.Exchange(ref chosen, 1) == 0) log.LogInformation("This process matches for the district now.");
            await matching.All(stop, begins);
        }
        catch
        {
            begins();
            throw;
        }
    }
}

/// <summary>With a new queue, or a new connection to it, the broker chooses anew.</summary>
internal sealed class LoseTouch(PromptedRounds rounds) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        rounds.LoseTouch();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
