namespace Dispatch.Messaging.Errors;

/// <summary>A message that could not be handled, after every retry. It waits for a person and holds nobody up.</summary>
/// <param name="Id">The queue and the message's id; of a message without one, what its body hashes to.</param>
/// <param name="Queue">The consumer's queue that it failed on; "outbox" for one that could not even be published.</param>
/// <param name="Type">The contract's name, or what can be told of it.</param>
/// <param name="At">When it failed last.</param>
/// <param name="Why">What the exception said.</param>
/// <param name="Times">How often it has failed so.</param>
/// <param name="Body">What it says; null in a list.</param>
/// <param name="Stack">Where in the code it failed; null in a list.</param>
public sealed record FailedMessage(string Id, string Queue, string Type, DateTimeOffset? At, string Why, int Times, string? Body, string? Stack)
{
    internal FailedMessage Short => this with { Body = null, Stack = null };
}

/// <summary>How many messages are with a consumer.</summary>
/// <param name="Queue">The consumer's queue.</param>
/// <param name="Waiting">Those that wait to be handled; null where no broker counts them.</param>
/// <param name="Failed">Those that failed and wait for a person.</param>
public sealed record QueueDepth(string Queue, long? Waiting, long Failed);

/// <summary>A place where failed messages wait.</summary>
public abstract class ErrorQueue
{
    public abstract Task<IReadOnlyList<FailedMessage>> List(CancellationToken stop);

    /// <summary>How many there are, without looking at any of them.</summary>
    public abstract Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stop);

    /// <summary>Sends those that are meant to their consumer again.</summary>
    /// <returns>How many.</returns>
    public abstract Task<int> Replay(Predicate<FailedMessage> meant, CancellationToken stop);

    /// <summary>Gives those that are meant up: their consumer never sees them.</summary>
    /// <returns>How many.</returns>
    public abstract Task<int> Discard(Predicate<FailedMessage> meant, CancellationToken stop);
}

/// <summary>All failed messages, wherever they wait.</summary>
public sealed class ErrorQueues(IEnumerable<ErrorQueue> places)
{
    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<FailedMessage>> List(CancellationToken stop)
    {
        var found = new List<FailedMessage>();
        foreach (var place in places) found.AddRange(await place.List(stop));
        return [.. found.OrderBy(message => message.At).ThenBy(message => message.Id, StringComparer.Ordinal)];
    }

    /// <summary>How many messages are with each consumer.</summary>
    public async Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stop)
    {
        var depths = new List<QueueDepth>();
        foreach (var place in places) depths.AddRange(await place.Depths(stop));
        return [.. depths.GroupBy(depth => depth.Queue, (queue, same) => new QueueDepth(queue, same.Max(depth => depth.Waiting), same.Sum(depth => depth.Failed)))];
    }

    public async Task<FailedMessage?> Find(string id, CancellationToken stop) =>
        (await List(stop)).FirstOrDefault(message => message.Id == id);

    /// <param name="id">One message; all when null.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>How many were sent again.</returns>
    public Task<int> Replay(string? id, CancellationToken stop) => Sum(place => place.Replay(Meant(id), stop));

    /// <param name="id">One message; all when null.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>How many were given up.</returns>
    public Task<int> Discard(string? id, CancellationToken stop) => Sum(place => place.Discard(Meant(id), stop));

    private static Predicate<FailedMessage> Meant(string? id) => message => id is null || message.Id == id;

    private async Task<int> Sum(Func<ErrorQueue, Task<int>> act)
    {
        var sum = 0;
        foreach (var place in places) sum += await act(place);
        return sum;
    }
}
