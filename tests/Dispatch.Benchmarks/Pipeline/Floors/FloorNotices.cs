namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>Notes notices that are due as sent, a batch at a time, as the service's senders do.</summary>
internal sealed class FloorNotices(Store store)
{
    private const int Batch = 100;
    private static readonly TimeSpan Flock = TimeSpan.FromMilliseconds(200);

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            while (await Send() == Batch) { }
            // As the service's senders: one batch carries what came meanwhile.
            await Task.Delay(Flock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> Send()
    {
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        var due = await store.Read(new Statement($"SELECT \"Notice\" FROM notice_deliveries WHERE \"State\" = 'Pending' AND \"DueAt\" <= $1 ORDER BY \"DueAt\" LIMIT {Batch}", now));
        if (due.Count > 0) await store.Commit([new Statement($"UPDATE notice_deliveries SET \"State\" = 'Sent', \"SentAt\" = $1, \"Attempts\" = \"Attempts\" + 1 WHERE \"Notice\" {store.OneOf(2)}", now, store.Keys(due.Select(row => Guid.Parse($"{row[0]}"))))]);
        return due.Count;
    }
}
