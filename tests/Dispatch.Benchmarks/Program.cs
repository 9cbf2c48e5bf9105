using System.CommandLine;
using System.Globalization;
using Dispatch.Benchmarks;
using Dispatch.Benchmarks.Batches;
using Dispatch.Benchmarks.Ledger;
using Dispatch.Benchmarks.Pages;
using Dispatch.Benchmarks.Peers;
using Dispatch.Benchmarks.Pipeline;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Benchmark[] benchmarks =
[
    new("match", "One seat: 100 to 1,000,000 experts, or --experts", asked =>
    {
        var rows = Sizes(asked).SelectMany(MatchBenchmark.Run).ToList();
        return new(rows, MatchBenchmark.Table(rows), MatchBenchmark.Faults(rows));
    }),
    new("exact", "The index beside the full scan, with changes in between: 100 to 100,000 experts, or --experts", asked =>
    {
        var rows = Sizes(asked).TakeWhile(experts => asked is not null || experts < World.MostExperts).Select(ExactBenchmark.Run).ToList();
        return new(rows, ExactBenchmark.Table(rows), rows.Sum(row => row.Differences));
    }),
    new("index", "The index itself: building, memory, changes in place", asked =>
    {
        var rows = Sizes(asked).Select(IndexBenchmark.Run).ToList();
        return new(rows, IndexBenchmark.Table(rows), 0);
    }),
    new("batch", $"100 seats among {BatchBenchmark.Experts} experts at once, or as many in proportion among --experts; the flow beside OR-Tools", asked =>
    {
        var (rows, peers) = (BatchBenchmark.Run(asked ?? BatchBenchmark.Experts), PeersBenchmark.Run(asked));
        return new(new { rows, peers }, new Rows(BatchBenchmark.Table(rows), PeersBenchmark.Table(peers)), peers.Sum(row => row.Wrong));
    }),
    new("quality", $"Cost and fairness over a stream of orders among {QualityBenchmark.Experts:N0} experts, or --experts", asked =>
    {
        var rows = QualityBenchmark.Run(asked ?? QualityBenchmark.Experts);
        return new(rows, QualityBenchmark.Table(rows), 0);
    }, QualityBenchmark.FewestExperts, QualityBenchmark.MostExperts),
];
var root = new RootCommand("Speed and quality of matching, beside what one would take instead. Run with -c Release.");
foreach (var benchmark in benchmarks) root.Add(Command(benchmark.Name, benchmark.Description, [benchmark], benchmark.Fewest, benchmark.Most));
root.Add(Command("all", $"{string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}, one after the other", benchmarks, QualityBenchmark.FewestExperts, QualityBenchmark.MostExperts));
root.Add(Command("pages", "The pages: 5,000 open orders, 200 boards, 2,000 farmers", [new("pages", "", _ =>
{
    var (rows, boardKb) = PagesBenchmark.Run().GetAwaiter().GetResult();
    return new(new { rows, boardKb }, PagesBenchmark.Table(rows, boardKb), rows.Sum(row => row.Errors));
})], 1, World.MostExperts));
foreach (var command in PipelineCommand.Commands(Json(), Reported)) root.Add(command);
root.Add(OfLedger());
var parsed = root.Parse(args);
var understood = parsed.Errors.Count == 0;
var code = parsed.Invoke(new InvocationConfiguration { Output = understood ? Console.Out : Console.Error });
return understood ? code : 2;

static IEnumerable<int> Sizes(int? asked)
{
    foreach (var experts in asked is { } only ? [only] : (int[])[100, 1_000, 10_000, 100_000, World.MostExperts])
    {
        Console.Error.WriteLine($"{experts:N0} experts…");
        yield return experts;
    }
}

static Command Command(string name, string description, Benchmark[] benchmarks, int fewest, int most)
{
    var experts = HowMany("--experts", fewest, most);
    var json = Json();
    var command = new Command(name, description) { experts, json };
    command.SetAction(typed => Reported(benchmarks.Select(benchmark => (benchmark.Name, (Func<Outcome>)(() => benchmark.Run(typed.GetValue(experts))))), typed.GetValue(json)));
    return command;
}

static Command OfLedger()
{
    var entries = HowMany("--entries", LedgerBenchmark.Small, 20_000_000);
    var database = new Option<string>("--database") { Description = "which database", DefaultValueFactory = _ => OwnServers.Sqlite };
    database.AcceptOnlyFromAmong(OwnServers.Sqlite, OwnServers.Postgres);
    var json = Json();
    var command = new Command("ledger", $"The ledger with 1,000,000 entries, or --entries, beside one of {LedgerBenchmark.Small:N0}") { entries, database, json };
    command.SetAction(typed =>
    {
        Outcome Run()
        {
            var figures = LedgerBenchmark.Run(typed.GetValue(entries) ?? 1_000_000, typed.GetRequiredValue(database)).GetAwaiter().GetResult();
            return new(figures, LedgerBenchmark.Table(figures), figures.Holds ? 0 : 1);
        }

        return Reported([("ledger", Run)], typed.GetValue(json));
    });
    return command;
}

static Option<int?> HowMany(string name, int fewest, int most)
{
    var option = new Option<int?>(name) { Description = $"how many, {fewest:N0} to {most:N0}" };
    option.Validators.Add(result =>
    {
        if (!int.TryParse(result.Tokens.SingleOrDefault()?.Value, out var number) || number < fewest || number > most) result.AddError($"{name} must be from {fewest} to {most}.");
    });
    return option;
}

static Option<FileInfo?> Json()
{
    var json = new Option<FileInfo?>("--json") { Description = "write the figures to this file" };
    json.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<FileInfo?>() is { } file && (file.Directory is not { Exists: true } || Directory.Exists(file.FullName)))
            result.AddError($"--json: {file} can't be written; its folder must exist.");
    });
    return json;
}

static int Reported(IEnumerable<(string Name, Func<Outcome> Run)> benchmarks, FileInfo? json)
{
    var reports = new List<Report>();
    try
    {
        foreach (var (name, run) in benchmarks)
        {
            var machine = Machine.Here();
            reports.Add(new Report(name, machine, run()));
            reports[^1].Show();
        }
        if (json is not null) Report.Write(reports, json);
        return reports.Exists(report => report.Outcome.Faults > 0) ? 1 : 0;
    }
    catch (StoreUnusableException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}
