using System.Globalization;
using System.Runtime.InteropServices;

namespace Dispatch.Benchmarks;

/// <summary>Where the figures come from. Load before: how many processes ran or waited to in the minute before; null where that can't be told.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGb, string System, string Runtime, double? LoadBefore)
{
    public static Machine Here() => new(
        Model(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Lines("/proc/loadavg").Select(line => (double?)double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).FirstOrDefault());

    public override string ToString() => $"{Processor}, {Cores} cores, {MemoryGb} GB, {System}, {Runtime}; load before {LoadBefore}";

    private static string Model()
    {
        var named = Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return named?[(named.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? $"{RuntimeInformation.ProcessArchitecture}";
    }

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
