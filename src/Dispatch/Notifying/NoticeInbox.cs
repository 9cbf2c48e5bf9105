namespace Dispatch.Notifying;

/// <summary>A notice that was sent to nobody but the page that shows it.</summary>
public sealed record InboxNotice(DateTimeOffset At, OutgoingNotice Notice);

/// <summary>
/// Where a demonstration's notices go: into memory, and when the process ends they are gone. It stands in for the log and has
/// its name, so that what is due when a demonstration ends is sent by the service that goes on with its database.
/// </summary>
public sealed class NoticeInbox(TimeProvider clock) : Sink("Log")
{
    private const int Most = 200;
    private readonly Lock reading = new();
    private readonly Queue<InboxNotice> kept = [];

    /// <summary>The last ones, the newest first.</summary>
    public IReadOnlyList<InboxNotice> Newest
    {
        get
        {
            lock (reading) return [.. kept.Reverse()];
        }
    }

    public override Task<IReadOnlyList<string?>> Send(IReadOnlyList<OutgoingNotice> notices, CancellationToken stop)
    {
        lock (reading)
        {
            foreach (var notice in notices) kept.Enqueue(new InboxNotice(clock.GetUtcNow(), notice));
            while (kept.Count > Most) kept.Dequeue();
        }
        return Task.FromResult<IReadOnlyList<string?>>(new string?[notices.Count]);
    }
}
