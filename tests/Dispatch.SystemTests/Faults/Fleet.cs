namespace Dispatch.SystemTests.Faults;

/// <summary>All that runs: the processes of the service, the broker, the database, and the ways between them.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-faults-");

    private Fleet(Shape shape, Told told) => (Shape, Told) = (shape, told);

    public Shape Shape { get; }

    public Told Told { get; }

    public string Folder => folder.FullName;

    public Store Store { get; private set; } = null!;

    public Nodes Broker { get; private set; } = null!;

    public IReadOnlyList<Member> Members { get; private set; } = [];

    /// <summary>Those that clients come to.</summary>
    public IEnumerable<Member> Web => Members.Take(Shape.Web);

    /// <summary>The others; where there are none, all do everything.</summary>
    public IEnumerable<Member> Workers => Shape.Workers == 0 ? Members : Members.Skip(Shape.Web);

    /// <summary>What the crowd comes through.</summary>
    public Machines Machines { get; private set; } = null!;

    public Parts Parts { get; private set; } = null!;

    /// <summary>For a command beside the service, with nothing in between.</summary>
    public Dictionary<string, string> Direct => new() { ["Dispatch__Database"] = Store.Direct, ["Dispatch__Bus"] = Broker.Direct, ["Dispatch__FieldHours"] = "00:00-23:59" };

    public static async Task<Fleet> StartAsync(Shape shape, Told told)
    {
        var fleet = new Fleet(shape, told);
        try
        {
            await fleet.Start();
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members) await member.DisposeAsync();
        Machines?.Dispose();
        if (Parts is not null) await Parts.DisposeAsync();
        if (Broker is not null) await Broker.DisposeAsync();
        if (Store is not null) await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task Start()
    {
        Store = await Store.StartAsync(Shape.OnPostgres, Folder);
        Broker = await Nodes.StartAsync(Shape.Nodes);
        await SmallWorld.ImportAsync(Direct, Folder, FaultWorld.Lists);
        Members = [.. Enumerable.Range(0, Shape.Web + Shape.Workers).Select(n => new Member(Shape.RoleOf(n), this, n))];
        Machines = await Machines.SignIn(Direct, [.. Web.Select(member => member.Service.Address)]);
        await Task.WhenAll(Members.Select(member => member.StartAsync(Machines.AnyKey)));
        Parts = new Parts(Direct);
        await Queues.AreThere(this);
        await Broker.SettleAsync();
    }
}
