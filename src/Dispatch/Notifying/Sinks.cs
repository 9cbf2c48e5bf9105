using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Dispatch.Notifying;

/// <summary>A way out for notices.</summary>
public abstract class Sink(string name) : IDisposable
{
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public string Name { get; } = name;

    /// <summary>So many are taken in hand at once, and out of it when all have been tried.</summary>
    internal virtual int Batch => 100;

    /// <summary>One batch at a time goes through a sink.</summary>
    internal SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Sends notices.</summary>
    /// <returns>For each in turn null when it went out, or what went wrong, without names, numbers or text.</returns>
    public abstract Task<IReadOnlyList<string?>> Send(IReadOnlyList<OutgoingNotice> notices, CancellationToken stop);

    internal void Wake() => news.Writer.TryWrite(true);

    /// <summary>Waits for news, or for as long as given.</summary>
    internal async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(news.Reader.ReadAsync(either.Token).AsTask(), Task.Delay(atMost, clock, either.Token));
        await either.CancelAsync();
    }

    public void Dispose()
    {
        Turn.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The sinks that the settings name: a file, or else a demonstration's inbox, or else the log; and the webhook, if there is one.</summary>
public sealed class Sinks(Settings settings, IHttpClientFactory clients, Patience patience, TimeProvider clock, ILoggerFactory logs) : IDisposable
{
    public IReadOnlyList<Sink> All { get; } =
    [
        settings.NoticeFile.Length > 0 ? new NoticeFile(settings.NoticeFile) : settings.Inbox == true ? new NoticeInbox(clock) : new NoticeLog(logs.CreateLogger<NoticeLog>()),
        .. settings.NoticeWebhook.Length > 0 ? [new Webhook(settings.NoticeWebhook, clients, patience, clock, logs)] : Array.Empty<Sink>(),
    ];

    /// <summary>Whether anything that is sent can be read by whom it is for.</summary>
    public bool ReachPeople => All.Any(sink => sink is not NoticeLog);

    /// <summary>Where a demonstration's notices are read; null in earnest.</summary>
    public NoticeInbox? Inbox => All.OfType<NoticeInbox>().FirstOrDefault();

    /// <summary>Says that something may be due.</summary>
    public void Wake()
    {
        foreach (var sink in All) sink.Wake();
    }

    public void Dispose()
    {
        foreach (var sink in All) sink.Dispose();
    }
}
