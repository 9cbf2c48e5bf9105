namespace Dispatch.SystemTests.Faults;

/// <summary>Something that goes wrong, and goes right again.</summary>
/// <param name="Name">As the table names it.</param>
/// <param name="Strike">Does it to the victim of this number, whatever there is to choose from, and returns how it heals.</param>
public sealed record Fault(string Name, Func<Fleet, int, Task<Func<Task>>> Strike)
{
    /// <summary>Whether the database itself does not answer meanwhile, with nothing in between.</summary>
    public bool HitsDatabase { get; init; }

    /// <summary>How long it lasts; as long as the plan has it when null.</summary>
    public TimeSpan? Lasts { get; init; }
}

/// <summary>Every fault that can be had in a fleet.</summary>
public static class AllFaults
{
    public const string ClockJump = "clock jump";

    /// <summary>Longer than the service waits for the broker's word, 20 s.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan[] Jumps = [TimeSpan.FromMinutes(45), TimeSpan.FromHours(5), TimeSpan.FromDays(2), TimeSpan.FromMinutes(-45), TimeSpan.FromHours(-5)];

    /// <param name="fleet">What they happen to.</param>
    /// <param name="missing">Gets in words what can't be done here.</param>
    public static IReadOnlyList<Fault> In(Fleet fleet, ICollection<string> missing)
    {
        List<Fault> faults = [.. Killed(fleet), .. Cut("broker", database: false), new("messages twice", (at, _) => Detoured(at, instead: false)), new("messages in reverse", (at, _) => Detoured(at, instead: true))];
        if (fleet.Store is PostgresStore postgres) faults.AddRange([new("kill of PostgreSQL", (_, _) => Killed(postgres)) { HitsDatabase = true }, .. Cut("database", database: true)]);
        else if (fleet.Store is SqliteStore { IsMounted: true } disk) faults.Add(new("disk full", (_, _) => Filled(disk)) { HitsDatabase = true });
        else missing.Add("disk full: mounting a tmpfs is not permitted here");
        if (fleet.Shape.HasTime) faults.Add(new("broker away for long", AwayForAll) { Lasts = Long });
        else missing.Add($"broker away for long: it takes {Long.TotalSeconds} s each time, and is for runs of {Shape.Many} rounds and more");
        if (Member.ClockCanJump) faults.Add(new(ClockJump, Jumped));
        else missing.Add("clock jump: libfaketime is not installed");
        return faults;
    }

    private static IEnumerable<Fault> Killed(Fleet fleet)
    {
        yield return new("kill -9 of a web process", (at, victim) => Killed(Chosen(at.Web, victim)));
        yield return new("kill -9 of a worker", (at, victim) => Killed(Chosen(at.Workers, victim)));
        yield return new("kill -9 with its last words lost", (at, victim) => Lost(Chosen(at.Members, victim)));
        foreach (var (name, kill) in fleet.Broker.Kills) yield return new(name, (_, victim) => kill(victim));
    }

    /// <summary>Of one process or of all of them, so that one more than there are is a victim too.</summary>
    private static IEnumerable<Fault> Cut(string from, bool database)
    {
        foreach (var (weather, name) in new[] { (Weather.Cut, "cut off"), (Weather.Slow, "slow"), (Weather.Mute, "answers lost"), (Weather.Unheard, "words lost") })
            yield return new($"{from} {name}", (fleet, victim) => Turned(Ways(fleet, victim, database), weather));
        yield return new($"{from} half closed", (fleet, victim) => HalfClosed(Ways(fleet, victim, database), server: victim / (fleet.Members.Count + 1) % 2 == 0));
    }

    private static List<Proxy> Ways(Fleet fleet, int victim, bool database) => [.. Some(fleet, victim).SelectMany(member => member.WaysTo(database))];

    private static IReadOnlyList<Member> Some(Fleet fleet, int victim) =>
        victim % (fleet.Members.Count + 1) is var n && n < fleet.Members.Count ? [fleet.Members[n]] : fleet.Members;

    private static Member Chosen(IEnumerable<Member> members, int victim) => members.ElementAt(victim % members.Count());

    private static async Task<Func<Task>> Killed(Member member)
    {
        await member.KillAsync();
        return () => member.StartAsync();
    }

    /// <summary>The broker does not hear what the process says, until it is killed: whatever was not written down is lost with it.</summary>
    private static Task<Func<Task>> Lost(Member member)
    {
        var ways = member.WaysTo(database: false).ToList();
        ways.ForEach(way => way.Turn(Weather.Unheard));
        return Task.FromResult<Func<Task>>(async () =>
        {
            await member.KillAsync();
            ways.ForEach(way => way.Turn(Weather.Fair));
            await member.StartAsync();
        });
    }

    private static async Task<Func<Task>> Killed(PostgresStore postgres)
    {
        await postgres.Kill();
        return postgres.BringUp;
    }

    private static Task<Func<Task>> Turned(List<Proxy> ways, Weather weather)
    {
        foreach (var way in ways) way.Turn(weather);
        return Healing(() => ways.ForEach(way => way.Turn(Weather.Fair)));
    }

    /// <summary>For every process: cut off, or nothing arrives there that is said.</summary>
    private static Task<Func<Task>> AwayForAll(Fleet fleet, int victim) =>
        Turned(Ways(fleet, fleet.Members.Count, database: false), victim % 2 == 0 ? Weather.Cut : Weather.Unheard);

    private static Task<Func<Task>> HalfClosed(List<Proxy> ways, bool server)
    {
        foreach (var way in ways) way.HalfClose(server);
        return Healing(() => ways.ForEach(way => way.Reset()));
    }

    private static async Task<Func<Task>> Detoured(Fleet fleet, bool instead)
    {
        var detour = await Detour.Open(fleet, instead);
        return async () =>
        {
            await using (detour) fleet.Told.Put(await detour.Close());
        };
    }

    private static Task<Func<Task>> Filled(SqliteStore disk)
    {
        disk.Fill();
        return Healing(disk.Empty);
    }

    private static async Task<Func<Task>> Jumped(Fleet fleet, int victim)
    {
        fleet.Told.TurnClock();
        var members = Some(fleet, victim);
        var jump = Jumps[victim / (fleet.Members.Count + 1) % Jumps.Length];
        await Task.WhenAll(members.Select(member => member.Turn(jump)));
        return () => Task.WhenAll(members.Select(member => member.Turn(TimeSpan.Zero)));
    }

    private static Task<Func<Task>> Healing(Action heal) => Task.FromResult<Func<Task>>(() =>
    {
        heal();
        return Task.CompletedTask;
    });
}
