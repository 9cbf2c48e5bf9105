using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks;

/// <summary>What came out, for people and for machines.</summary>
internal static class Report
{
    private const int Width = 200;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string benchmark, Machine machine, object results, IRenderable tables, FileInfo? json)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(tables);
        AnsiConsole.WriteLine($"{machine}");
        if (json is not null) File.WriteAllText(json.FullName, JsonSerializer.Serialize(new { benchmark, machine, results }, Readable));
    }
}
