using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Dispatch.Messaging;

/// <summary>How long at the stop consumers may go on, and what that says of a message that did not get through.</summary>
internal sealed class StopLimit : IDisposable
{
    private readonly IHostApplicationLifetime? life;
    private readonly CancellationTokenSource passed = new();

    /// <param name="life">Null where nothing is served.</param>
    /// <param name="settings">How long that is.</param>
    public StopLimit(IHostApplicationLifetime? life, BusSettings settings)
    {
        (this.life, Passed) = (life, passed.Token);
        life?.ApplicationStopping.Register(() => passed.CancelAfter(settings.ConsumersStopWithin));
    }

    /// <summary>Consumers have had their time. The transport tells each message so by its own token, one after another.</summary>
    public CancellationToken Passed { get; }

    /// <summary>Whether it was broken off and did not fail: by itself, or with others with whom it was handled, and whose turn to be told came first.</summary>
    public bool HasBrokenOff(ConsumeContext message, Exception ending) =>
        Passed.IsCancellationRequested || (life?.ApplicationStopping.IsCancellationRequested == true && (message.CancellationToken.IsCancellationRequested || ending is OperationCanceledException));

    public void Dispose() => passed.Dispose();
}
