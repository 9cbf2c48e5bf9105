namespace Dispatch.SystemTests.Faults;

/// <summary>Everybody at once: farmers come one after another, so many at a time, until it is enough; experts and a clerk are at work, and one tries what nobody may.</summary>
public sealed class Crowd : IAsyncDisposable
{
    private readonly Machines machines;
    private readonly Told told;
    private readonly CancellationTokenSource closing = new();
    private readonly List<ExpertOnDuty> experts;
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task farmers;
    private readonly Task staff;
    private readonly List<Task> fresh = [];
    private int coming;
    private bool enough;

    /// <param name="machines">By which they come.</param>
    /// <param name="told">Where answers are kept.</param>
    /// <param name="atOnce">How many farmers.</param>
    public Crowd(Machines machines, Told told, int atOnce)
    {
        (this.machines, this.told) = (machines, told);
        experts = [.. FaultWorld.Experts.Select(expert => new ExpertOnDuty(machines.OfExperts, told, expert.Code, expert.Capacity))];
        Task[] all = [new ClerkAtTheDesk(machines.OfClerks, told).Work(closing.Token), new Meddler(machines.OfMeddlers, told).Work(closing.Token), .. experts.Select(expert => expert.Work(closing.Token))];
        staff = Task.WhenAll(all.Select(Watched));
        farmers = Parallel.ForEachAsync(Coming(), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (farmer, _) => await Watched(farmer.Live(closing.Token)));
    }

    /// <summary>Completes only when somebody could not go on.</summary>
    public Task Failed => failed.Task;

    /// <summary>A farmer comes who asks for what is always free, so that only a fault keeps the offer waiting.</summary>
    /// <returns>Completes when somebody has been asked.</returns>
    public Task Fresh()
    {
        var farmer = Next(isFresh: true);
        fresh.Add(Watched(farmer.Live(closing.Token)));
        return farmer.Asked;
    }

    /// <summary>Nobody else comes, and experts let nothing lapse any more.</summary>
    /// <returns>Whether all came to their end in time.</returns>
    public async Task<bool> End(TimeSpan ceiling)
    {
        Volatile.Write(ref enough, true);
        foreach (var expert in experts) expert.BeDutiful();
        var all = Task.WhenAll([farmers, .. fresh]);
        // The ceiling of a wait for other processes, which ends as soon as they are done.
        return await Task.WhenAny(all, Task.Delay(ceiling)) == all;
    }

    /// <summary>Whoever is still there goes home.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Task.WhenAll([farmers, staff, .. fresh]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    private async Task Watched(Task life)
    {
        try
        {
            await life;
        }
        catch (Exception failure) when (!closing.IsCancellationRequested)
        {
            failed.TrySetException(failure);
            throw;
        }
    }

    private IEnumerable<FarmerOnThePhone> Coming()
    {
        while (!Volatile.Read(ref enough)) yield return Next();
    }

    private FarmerOnThePhone Next(bool isFresh = false)
    {
        var number = Interlocked.Increment(ref coming);
        return new FarmerOnThePhone(machines.OfFarmers[number % machines.OfFarmers.Count], told, number, isFresh);
    }
}
