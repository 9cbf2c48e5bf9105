using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Dispatch.SystemTests;

/// <summary>
/// The built service as a process of its own, which a test may kill and start again on the same database. DISPATCH_TEST_SERVICE names
/// its <c>Dispatch.Web.dll</c> where it was published, as an installation has it; otherwise it is the one beside the tests.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int FirstPort = 12000;
    private const int PortCount = 8000;
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(2);
    private static readonly string Program = Environment.GetEnvironmentVariable("DISPATCH_TEST_SERVICE") is { Length: > 0 } published ? published : Path.Combine(AppContext.BaseDirectory, "Dispatch.Web.dll");
    private static int ports = Environment.ProcessId * 16 % PortCount;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-service-");
    private readonly ConcurrentQueue<string> output = new();
    private readonly string[] arguments;
    private readonly Dictionary<string, string> settings;
    private Process? process;

    /// <param name="settings">Environment, such as <c>Dispatch__Bus</c>. The database is a file of its own unless one is named.</param>
    /// <param name="arguments">The command line; <c>serve</c> when none is given.</param>
    public ServiceProcess(IReadOnlyDictionary<string, string>? settings = null, params string[] arguments)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        this.arguments = arguments is [] ? ["serve"] : arguments;
        this.settings = new() { ["Dispatch__Database"] = $"sqlite:{DatabaseFile}" };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            this.settings[name] = value;
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Where its database is, unless the settings name another.</summary>
    public string DatabaseFile => Path.Combine(folder.FullName, "dispatch.db");

    /// <summary>Of its present life, or its last one; null before the first.</summary>
    public int? ProcessId => process?.Id;

    /// <summary>All it has written so far, over all its lives.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>On the broker, or on the in-memory transport when there is none; live when this returns.</summary>
    public static async Task<ServiceProcess> Serving(Uri? bus = null)
    {
        var service = new ServiceProcess(bus is null ? null : new Dictionary<string, string> { ["Dispatch__Bus"] = bus.ToString() });
        await service.StartAsync();
        return service;
    }

    /// <summary>Another process with the same settings, on the same database; not started.</summary>
    public ServiceProcess Beside(params string[] words) => new(settings, words);

    /// <summary>Any command that ends by itself: <c>demo --exit</c>, <c>import</c>, <c>doctor</c>.</summary>
    public static Task<Command> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        Command.RunAsync(Executable(arguments, settings, Path.GetTempPath()));

    /// <summary>A command beside it, with the same settings, as a process of its own.</summary>
    public Task<Command> CommandAsync(params string[] words) => RunAsync(settings, words);

    /// <summary>The same within this process: starting one costs more than most commands do.</summary>
    public Task<Command> TypedAsync(params string[] words) => Command.TypedAsync(settings, words);

    /// <summary>Returns when <c>/health/live</c> answers.</summary>
    /// <param name="key">What its callers identify themselves with; its own when none is given.</param>
    public async Task StartAsync(AuthenticationHeaderValue? key = null)
    {
        Client.DefaultRequestHeaders.Authorization ??= key;
        var start = Executable([.. arguments, "--urls", Address.ToString(), "--Dispatch:Rates:OrdersPerPhone=1000000"], settings, folder.FullName);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.Holds($"{Address}health/live answers", IsLive, Ceiling);
        Client.DefaultRequestHeaders.Authorization ??= new AuthenticationHeaderValue("Bearer", await Key());
    }

    /// <summary>A key of its own: two processes may be at one database.</summary>
    private async Task<string> Key()
    {
        var made = await TypedAsync("keys", "add", $"tests at {Address.Port}", "--for", "all", "--per-minute", "1000000");
        return made.ExitCode == 0 ? made.Output.Trim() : throw new InvalidOperationException(made.Errors);
    }

    /// <summary><c>kill -9</c>: nothing of it runs once this returns, and it was not asked.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>An orderly end, as systemd and Kubernetes ask for it. Returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process!.HasExited && kill(process.Id, SigTerm) != 0)
            throw new InvalidOperationException($"SIGTERM to {process.Id} failed: {Marshal.GetLastPInvokeErrorMessage()}");
        await process.WaitForExitAsync().WaitAsync(Ceiling);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        process?.Dispose();
        Client.Dispose();
        folder.Delete(recursive: true);
    }

    private static ProcessStartInfo Executable(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, string folder)
    {
        string[] all = [Program, .. arguments];
        var start = new ProcessStartInfo("dotnet", all) { WorkingDirectory = folder };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        // These processes live for seconds: nothing they compile is worth watching in order to compile it better, or again at all
        // while they are busy (in milliseconds, hexadecimal as .NET reads its settings).
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "2710";
        return start;
    }

    /// <summary>Below the range the kernel hands out by itself: no client takes it while the service is being restarted.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref ports) % PortCount);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
            }
        }
    }

    private async Task<bool> IsLive()
    {
        if (process!.HasExited)
        {
            await process.WaitForExitAsync();
            throw new InvalidOperationException($"The service ended with {process.ExitCode} before it was live:\n{Output}");
        }
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health/live", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (Doors.IsAway(away))
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            output.Enqueue(line.Data);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
