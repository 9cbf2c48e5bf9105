using System.Globalization;
using System.Net.Http.Headers;

namespace Dispatch.SystemTests.Faults;

/// <summary>One process of the service, with its own ways to broker and database, and a clock of its own.</summary>
public sealed class Member : IAsyncDisposable
{
    private static readonly string? Library = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(machine => $"{machine}/faketime/libfaketime.so.1").FirstOrDefault(File.Exists);
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);
    private readonly string clock;

    /// <param name="role">web, worker or all.</param>
    /// <param name="fleet">Whose broker and database it uses.</param>
    /// <param name="number">Which of the fleet.</param>
    public Member(string role, Fleet fleet, int number)
    {
        clock = Path.Combine(fleet.Folder, $"clock-{number}");
        Note(TimeSpan.Zero);
        ToBroker = [.. fleet.Broker.Ports.Select(port => new Proxy(port))];
        ToDatabase = fleet.Store.Port is { } database ? new Proxy(database) : null;
        var settings = Settings(fleet);
        Service = new ServiceProcess(settings, ["serve", "--role", role]);
    }

    /// <summary>Whether a process's clock can be turned: libfaketime comes between it and the system's.</summary>
    public static bool ClockCanJump => Library is not null;

    public ServiceProcess Service { get; }

    public IReadOnlyList<Proxy> ToBroker { get; }

    public Proxy? ToDatabase { get; }

    public Task StartAsync(AuthenticationHeaderValue? key = null) => Service.StartAsync(key);

    /// <summary>All of its ways at once.</summary>
    public IEnumerable<Proxy> WaysTo(bool database) => database ? ToDatabase is null ? [] : [ToDatabase] : ToBroker;

    /// <summary>Returns when its clock shows that much more than the system's.</summary>
    public async Task Turn(TimeSpan ahead)
    {
        Note(ahead);
        await Eventually.Holds($"the clock of {Service.Address} is turned", async () => await Off() is { } off && (off - ahead).Duration() < Near, Ceiling);
    }

    private void Note(TimeSpan ahead) => File.WriteAllText(clock, ((int)ahead.TotalSeconds).ToString("+0;-0", CultureInfo.InvariantCulture));

    /// <summary>By how much its clock differs, as its answers are dated.</summary>
    private async Task<TimeSpan?> Off()
    {
        using var answer = await Service.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
        return answer.Headers.Date - TimeProvider.System.GetUtcNow();
    }

    public async Task KillAsync()
    {
        if (Service.ProcessId is null) return;
        await Service.KillAsync();
        foreach (var left in new[] { $"/dev/shm/faketime_shm_{Service.ProcessId}", $"/dev/shm/sem.faketime_sem_{Service.ProcessId}" }) File.Delete(left);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Service.DisposeAsync();
        foreach (var proxy in ToBroker) await proxy.DisposeAsync();
        if (ToDatabase is not null) await ToDatabase.DisposeAsync();
    }

    private Dictionary<string, string> Settings(Fleet fleet)
    {
        var settings = new Dictionary<string, string>
        {
            ["Dispatch__Database"] = ToDatabase is null ? fleet.Store.Direct : fleet.Store.Through(ToDatabase.Port),
            ["Dispatch__Bus"] = fleet.Broker.Through(ToBroker.Select(proxy => proxy.Port)),
            ["Dispatch__BatchWindow"] = "00:00:00.1",
            ["Dispatch__FieldHours"] = "00:00-23:59",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        if (Library is null) return settings;
        // What waits for a span of time goes by another clock, and that one never jumps. The library's own mending of such waits
        // made each of them end at once, so that a process without anything to do kept both cores busy.
        foreach (var (name, value) in new[] { ("LD_PRELOAD", Library), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_CACHE_DURATION", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0") })
            settings[name] = value;
        return settings;
    }
}
