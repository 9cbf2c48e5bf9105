using System.Diagnostics;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>Something that was done to a ledger, many times.</summary>
/// <param name="What">In words.</param>
/// <param name="Entries">In a ledger of how many.</param>
/// <param name="Times">How often, without the first.</param>
/// <param name="FirstMs">The first time; null where it was not looked at.</param>
/// <param name="MedianMs">Of the others.</param>
/// <param name="P95Ms">The same.</param>
internal sealed record LedgerRow(string What, int Entries, int Times, double? FirstMs, double MedianMs, double P95Ms);

/// <summary>All that was measured.</summary>
/// <param name="Database">Which kind.</param>
/// <param name="Rows">Totals and postings.</param>
/// <param name="PostingRatio">The median of posting to the large ledger over that to the small.</param>
/// <param name="FillSeconds">How long filling the large one took.</param>
/// <param name="VerifySeconds">From the process's start to its end.</param>
/// <param name="VerifyProcessorSeconds">Processor time of that process, a server's not included.</param>
/// <param name="VerifiedPerSecond">Entries.</param>
/// <param name="VerifyPeakMb">The process's memory.</param>
/// <param name="Holds">Whether it found nothing wrong.</param>
internal sealed record LedgerFigures(
    string Database, IReadOnlyList<LedgerRow> Rows, double PostingRatio, double FillSeconds, double VerifySeconds, double VerifyProcessorSeconds, double VerifiedPerSecond, double VerifyPeakMb, bool Holds);

/// <summary>A ledger of many entries beside a small one, in databases of their own: totals, posting, verifying; all by the product's own code.</summary>
internal static class LedgerBenchmark
{
    public const int Small = 10_000;
    private const int Asked = 50;
    private const int Rounds = 100;
    private const int PerRound = 30;

    public static async Task<LedgerFigures> Run(int entries, string kind)
    {
        await using var place = await Databases.Make(kind);
        await using var small = await place.Open("small");
        await using var large = await place.Open("large");
        await Fill(small, Small);
        var filled = await Fill(large, entries);
        var rows = new List<LedgerRow>();
        foreach (var by in new[] { By.Expert, By.Station, By.Town, By.Month }) rows.Add(await Totals(large, by, entries));
        var (few, many) = (new Posters(small, "posted"), new Posters(large, "posted"));
        await few.Post(PerRound, measured: false);
        await many.Post(PerRound, measured: false);
        for (var round = 0; round < Rounds; round++)
        {
            // In turn, so that what else the machine does falls on both.
            await few.Post(PerRound);
            await many.Post(PerRound);
        }
        rows.Add(Posted(few, Small));
        rows.Add(Posted(many, entries));
        Console.Error.WriteLine("ledger verify…");
        var verified = await Verifying.Run(large.GetRequiredService<Settings>().Database);
        return new LedgerFigures(
            kind, rows, Math.Round(rows[^1].MedianMs / rows[^2].MedianMs, 2), Math.Round(filled.TotalSeconds, 1), Math.Round(verified.Took.TotalSeconds, 1), Math.Round(verified.Worked.TotalSeconds, 1),
            Math.Round(entries / verified.Took.TotalSeconds), Math.Round(verified.PeakMb), verified.Holds);
    }

    public static IRenderable Table(LedgerFigures figures)
    {
        var table = new Table().AddColumns($"ledger on {figures.Database}", "entries", "times", "first ms", "median ms", "p95 ms");
        foreach (var row in figures.Rows) table.AddRow(row.What, $"{row.Entries:N0}", $"{row.Times}", row.FirstMs is { } first ? $"{first:0.0}" : "", $"{row.MedianMs:0.00}", $"{row.P95Ms:0.00}");
        var said = $"Posting: {figures.PostingRatio:0.00} × the small one. Filled in {figures.FillSeconds:N0} s. ledger verify: {figures.VerifySeconds:0.0} s ({figures.VerifyProcessorSeconds:0.0} s of a processor), {figures.VerifiedPerSecond:N0} entries/s, at most {figures.VerifyPeakMb:N0} MB; {(figures.Holds ? "holds" : "does not hold")}.";
        return new Rows(table, new Text(said));
    }

    private static async Task<TimeSpan> Fill(IServiceProvider services, int entries)
    {
        Console.Error.WriteLine($"{entries:N0} entries…");
        var start = Stopwatch.GetTimestamp();
        await using var scope = services.CreateAsyncScope();
        var limits = services.GetRequiredService<Limits>();
        using var filling = new Filling(scope.ServiceProvider.GetRequiredService<DispatchDb>(), limits.FieldHours.Zone);
        await filling.Fill(new Years(entries, limits));
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<LedgerRow> Totals(IServiceProvider services, By by, int entries)
    {
        var ms = new List<double>();
        for (var n = 0; n <= Asked; n++)
        {
            await using var scope = services.CreateAsyncScope();
            var (db, limits) = (scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<Limits>());
            var start = Stopwatch.GetTimestamp();
            var view = await ReadTotals.Read(db, new Months(null, null), by, limits.FieldHours.Zone, default);
            ms.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (view.Rows.Count == 0) throw new InvalidOperationException($"No totals by {by}.");
        }
        var others = ms[1..];
        return new LedgerRow($"totals by {by}", entries, Asked, ms[0], Percentiles.Of(others, 50), Percentiles.Of(others, 95));
    }

    private static LedgerRow Posted(Posters posters, int entries) => new("posting one", entries, posters.Count, null, posters.Percentile(50), posters.Percentile(95));
}
