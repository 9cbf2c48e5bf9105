using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dispatch.Benchmarks.Peers;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>The built service as a process of its own, in all roles, as an administrator starts it: what isn't said here is as it comes.</summary>
internal sealed class Served : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2), Look = TimeSpan.FromMilliseconds(100);
    private readonly Process process;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamWriter log;

    private Served(Installation installation)
    {
        log = new StreamWriter(Path.Combine(installation.Folder, "service.log"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dispatch.Web.dll"), "serve", "--role", "all", "--urls", "http://127.0.0.1:0", .. installation.Arguments])
        {
            WorkingDirectory = installation.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most it has had in memory so far, in 2^20 bytes.</summary>
    public double PeakMb
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <returns>The service, and where it listens.</returns>
    /// <exception cref="StoreUnusableException">It does not come up.</exception>
    public static async Task<(Served Service, Uri Home)> Start(Installation installation)
    {
        var service = new Served(installation);
        try
        {
            var home = await service.listening.Task.WaitAsync(Ceiling);
            await service.Ready(home);
            return (service, home);
        }
        catch (Exception failure) when (failure is TimeoutException or HttpRequestException)
        {
            await service.DisposeAsync();
            throw new StoreUnusableException($"The service did not come up ({failure.Message}); see {installation.Folder}/service.log.");
        }
    }

    /// <summary>An orderly end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) _ = kill(process.Id, SigTerm);
        await process.WaitForExitAsync();
        process.Dispose();
        await log.DisposeAsync();
    }

    /// <summary>With the broker too: until it has its queues nothing goes out.</summary>
    private async Task Ready(Uri home)
    {
        using var http = new HttpClient { BaseAddress = home };
        var start = Stopwatch.GetTimestamp();
        while (await Health(http) != "Healthy")
        {
            if (Stopwatch.GetElapsedTime(start) > Ceiling || process.HasExited) throw new TimeoutException("It is not ready.");
            // Health sends no word when it changes.
            await Task.Delay(Look);
        }
    }

    private static async Task<string?> Health(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
    }

    private void Hear(object sender, DataReceivedEventArgs said)
    {
        if (said.Data is not { } line) return;
        lock (log) log.WriteLine(line);
        const string before = "loopback only (";
        if (line.IndexOf(before, StringComparison.Ordinal) is >= 0 and var at) listening.TrySetResult(new Uri(line[(at + before.Length)..line.IndexOf(')', at)]));
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
