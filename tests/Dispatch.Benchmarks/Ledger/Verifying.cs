using System.Diagnostics;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>"dispatch ledger verify" as a process of its own.</summary>
/// <param name="Took">From its start to its end.</param>
/// <param name="Worked">Processor time it took, of all cores together.</param>
/// <param name="PeakMb">The most memory it had at a time, in 2^20 bytes.</param>
/// <param name="Holds">Whether it found nothing wrong.</param>
internal sealed record Verifying(TimeSpan Took, TimeSpan Worked, double PeakMb, bool Holds)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <param name="database">As in the settings.</param>
    public static async Task<Verifying> Run(string database)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Dispatch.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, "ledger", "verify", $"--Dispatch:Database={database}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (peak, worked) = (0L, TimeSpan.Zero);
        while (!process.WaitForExit(Look))
        {
            try
            {
                process.Refresh();
                (peak, worked) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                // It has ended in between.
            }
        }
        watch.Stop();
        foreach (var words in await said) Console.Error.Write(words);
        return new Verifying(watch.Elapsed, worked, peak / 1048576.0, process.ExitCode == 0);
    }
}
