namespace Dispatch.Messaging.Errors;

/// <summary>
/// Error queues that were not there when they were last looked for: before their first message none of them is, and for each that
/// is looked for RabbitMQ writes an error into its log. So who looks all the time looks for those again after a while only, or
/// where something failed in this process just now.
/// </summary>
internal sealed class MissingQueues(Traffic traffic, TimeProvider clock)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10), JustNow = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> missing = [];
    private long faults;
    private long? failed;

    /// <summary>Whether there is no need to look for it.</summary>
    public bool IsKnown(string queue)
    {
        lock (gate)
        {
            // What has failed comes into its queue only after it was counted.
            if (traffic.Faults != faults) (faults, failed) = (traffic.Faults, clock.GetTimestamp());
            return missing.TryGetValue(queue, out var looked) && clock.GetElapsedTime(looked) < LookAgainAfter && !(failed is { } then && clock.GetElapsedTime(then) <= JustNow);
        }
    }

    public void Note(string queue)
    {
        lock (gate) missing[queue] = clock.GetTimestamp();
    }
}
