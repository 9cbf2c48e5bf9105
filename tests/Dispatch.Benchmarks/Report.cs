using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Dispatch.Benchmarks;

/// <summary>What came out where, for people and for machines.</summary>
internal sealed record Report(string Benchmark, Machine Machine, Outcome Outcome)
{
    private const int Width = 200;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Show()
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(Outcome.Tables);
        AnsiConsole.WriteLine($"{Machine}");
        if (Outcome.Faults > 0) Console.Error.WriteLine($"{Outcome.Faults} faults: answers that differ or are not proved, or what was refused, lost or failed.");
    }

    /// <summary>A single report as an object, several as an array.</summary>
    public static void Write(List<Report> reports, FileInfo file)
    {
        var written = reports.ConvertAll<object>(report => new { report.Benchmark, report.Machine, Results = report.Outcome.Rows });
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(written is [var only] ? only : written, Readable));
    }
}
