namespace Dispatch.SystemTests;

/// <summary>Farmers come one after another, so many at once, until it is enough: whatever is done to the service meanwhile hits some in the midst of it.</summary>
public sealed class Farmers
{
    private readonly ServiceProcess service;
    private readonly string name;
    private readonly List<Farmer> all = [];
    private bool enough;

    public Farmers(ServiceProcess service, string name, int atOnce)
    {
        (this.service, this.name) = (service, name);
        Lives = Parallel.ForEachAsync(Coming(), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (farmer, _) => await farmer.Live());
    }

    /// <summary>Said after each answer to somebody's act.</summary>
    public event Action? Answered;

    /// <summary>Completes when it is enough and all have come to their end.</summary>
    public Task Lives { get; }

    /// <summary>To be asked once all lives are over.</summary>
    public IReadOnlyList<Farmer> All => all;

    /// <summary>Nobody else comes.</summary>
    public void Enough() => Volatile.Write(ref enough, true);

    /// <summary>Asked for by one at a time.</summary>
    private IEnumerable<Farmer> Coming()
    {
        while (!Volatile.Read(ref enough))
        {
            var farmer = new Farmer(service, $"{name}-{all.Count}");
            farmer.Answered += () => Answered?.Invoke();
            all.Add(farmer);
            yield return farmer;
        }
    }
}
