using System.CommandLine;
using System.Diagnostics;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>The command lines of the pipeline: what is asked for, read and checked.</summary>
internal static class PipelineCommand
{
    private const int MostOrders = 100_000, MostSeconds = 86_400, MostRounds = 100, Callers = 16;

    /// <summary>So long the runtime compiles what it finds to be used much; a service runs for weeks.</summary>
    private const int WarmUp = 8_000;

    /// <summary>The machine drifts by more than the differences that are looked for; the middle of so many rounds does not.</summary>
    private const int Rounds = 15;

    private const string Profiled = "DOTNET_TieredPGO";
    private static readonly string[] Databases = [OwnServers.Sqlite, OwnServers.Postgres];

    /// <param name="json">Where the figures go.</param>
    /// <param name="reported">Runs and reports.</param>
    public static IEnumerable<Command> Commands(Option<FileInfo?> json, Func<IEnumerable<(string Name, Func<Outcome> Run)>, FileInfo?, int> reported)
    {
        var (orders, warmUp, rounds) = (Orders(), From1("--warm-up", "how many before anything is measured", MostOrders, WarmUp), From1("--rounds", "how often each side is measured, in turn", MostRounds, Rounds));
        var (database, window) = (new Option<string?>("--database") { Description = "sqlite or postgres; else both" }, Window());
        database.AcceptOnlyFromAmong(Databases);
        var pipeline = new Command("pipeline", "Orders from the API to the offer announced: the service over RabbitMQ, beside the same steps by hand") { orders, warmUp, rounds, database, window, json };
        pipeline.SetAction(typed => AsTheService() ?? reported([("pipeline", () =>
        {
            IReadOnlyList<TimeSpan?> windows = typed.GetValue(window) is { } seconds ? [TimeSpan.FromSeconds(seconds)] : [null, TimeSpan.Zero];
            var rows = PipelineBenchmark.Run(Asked(typed.GetValue(database)), windows, new Amount(typed.GetValue(orders), Callers, typed.GetValue(warmUp), typed.GetValue(rounds))).GetAwaiter().GetResult();
            return new(rows, PipelineBenchmark.Table(rows), rows.Sum(row => row.Faults));
        })], typed.GetValue(json)));
        yield return pipeline;
        var burst = new Command("burst", "Hail: so many orders within ten seconds, for 120 experts with fewer seats") { orders, database, window, json };
        burst.SetAction(typed => reported([("burst", () =>
        {
            var rows = BurstBenchmark.Run(Asked(typed.GetValue(database)), typed.GetValue(orders), typed.GetValue(window) is { } seconds ? TimeSpan.FromSeconds(seconds) : null).GetAwaiter().GetResult();
            return new(rows, BurstBenchmark.Table(rows), rows.Sum(row => row.Faults));
        })], typed.GetValue(json)));
        yield return burst;
        var seconds = Seconds();
        var idle = new Command("idle", "What the service takes while nobody comes") { seconds, database, json };
        idle.SetAction(typed => reported([("idle", () =>
        {
            var rows = IdleBenchmark.Run(Asked(typed.GetValue(database)), TimeSpan.FromSeconds(typed.GetValue(seconds))).GetAwaiter().GetResult();
            return new(rows, IdleBenchmark.Table(rows), 0);
        })], typed.GetValue(json)));
        yield return idle;
    }

    /// <summary>The service comes without profile-guided compiling; the floor, which runs here, is to be compiled alike.</summary>
    /// <returns>How it went in a process that does so; null where this one does.</returns>
    private static int? AsTheService()
    {
        if (Environment.GetEnvironmentVariable(Profiled) == "0") return null;
        var words = Environment.GetCommandLineArgs();
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        using var alike = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, isHosted ? words : words[1..]) { Environment = { [Profiled] = "0" } })!;
        alike.WaitForExit();
        return alike.ExitCode;
    }

    private static string[] Asked(string? database) => database is null ? Databases : [database];

    private static Option<int> Orders() => From1("--orders", "how many", MostOrders, 2_000);

    private static Option<int> Seconds() => From1("--seconds", "for how long", MostSeconds, 60);

    private static Option<int> From1(string name, string what, int most, int otherwise)
    {
        var option = new Option<int>(name) { Description = $"{what}, 1 to {most:N0}", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && (!int.TryParse(word.Value, out var number) || number < 1 || number > most)) result.AddError($"{name} must be from 1 to {most}.");
        });
        return option;
    }

    private static Option<double?> Window()
    {
        var window = new Option<double?>("--window") { Description = "the setting BatchWindow, in seconds; else as it comes, and for the pipeline then 0" };
        window.Validators.Add(result =>
        {
            if (!double.TryParse(result.Tokens.SingleOrDefault()?.Value, out var seconds) || seconds is not (>= 0 and <= 3600)) result.AddError("--window must be from 0 to 3600.");
        });
        return window;
    }
}
