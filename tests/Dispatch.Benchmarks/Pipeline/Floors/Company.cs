using System.Threading.Channels;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>
/// On a server: serves those who come as many at a time as the service does on average, and waits for them. Whoever is quicker finds
/// fewer that wait, and would have more commits. Where it fails it fails for all of them; who is left at the end is not served.
/// </summary>
/// <param name="serve">Serves them, all or nothing.</param>
/// <param name="portion">How many.</param>
/// <param name="pause">For so long they may wait for others, if that is longer than for any.</param>
internal sealed class Company<T>(Func<IReadOnlyList<T>, CancellationToken, Task> serve, Portion portion, TimeSpan pause)
{
    /// <summary>Longer than the service takes for any of its steps.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30);
    private readonly Channel<(T Who, TaskCompletionSource Served)> here = Channel.CreateUnbounded<(T, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Returns when this one has been served, or throws what went wrong with those it was served with.</summary>
    public Task Serve(T one)
    {
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        here.Writer.TryWrite((one, served));
        return served.Task;
    }

    public async Task Run(CancellationToken stop)
    {
        while (await IsSomebodyHere(stop))
        {
            var some = await Some(stop);
            try
            {
                await serve([.. some.Select(one => one.Who)], stop);
                some.ForEach(one => one.Served.SetResult());
            }
            catch (Exception failure)
            {
                some.ForEach(one => one.Served.SetException(failure));
            }
        }
        here.Writer.Complete();
        while (here.Reader.TryRead(out var left)) left.Served.SetCanceled(stop);
    }

    private async Task<List<(T Who, TaskCompletionSource Served)>> Some(CancellationToken stop)
    {
        var (some, wanted) = (new List<(T, TaskCompletionSource)>(), portion.Size);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(pause > Longest ? pause : Longest);
        do
            while (some.Count < wanted && here.Reader.TryRead(out var one)) some.Add(one);
        while (some.Count < wanted && await IsSomebodyHere(limit.Token));
        portion.Take(some.Count);
        return some;
    }

    private async Task<bool> IsSomebodyHere(CancellationToken stop)
    {
        var wait = here.Reader.WaitToReadAsync(stop).AsTask();
        await ((Task)wait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wait.IsCompletedSuccessfully;
    }
}
