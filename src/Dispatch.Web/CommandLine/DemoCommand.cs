using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Dispatch.Accounts;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Demo;
using Dispatch.Web.Serving;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch demo: a working month of a small district, through the real service, in a minute.</summary>
internal static class DemoCommand
{
    private const int Most = 100_000;

    public static Command Command(Shell shell)
    {
        var orders = new Option<int>("--orders") { Description = "how many orders the month has", DefaultValueFactory = _ => 500 };
        var seed = new Option<int>("--seed") { Description = "the same seed gives the same month", DefaultValueFactory = _ => 1 };
        var exit = new Option<bool>("--exit") { Description = "do not serve afterwards" };
        var json = new Option<FileInfo?>("--json") { Description = "write the result to this file" };
        var urls = new Option<string?>("--urls") { Description = "where to serve afterwards" };
        orders.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && (!int.TryParse(word.Value, out var number) || number is < 0 or > Most)) result.AddError($"--orders must be a number from 0 to {Most}.");
        });
        var demo = new Command("demo", "A simulated working month 演示: farmers order, experts go, the ledger counts") { orders, seed, exit, json, urls };
        demo.SetAction((parsed, stop) => Run(shell, (parsed.GetValue(orders), parsed.GetValue(seed), parsed.GetValue(exit), parsed.GetValue(json), parsed.GetValue(urls)), stop));
        return demo;
    }

    private static async Task<int> Run(Shell shell, (int Orders, int Seed, bool Exit, FileInfo? Json, string? Urls) asked, CancellationToken stop)
    {
        // Asked before the month and not after it.
        if (asked.Json is not null) Writable.File(asked.Json.FullName);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) });
        var builder = ServiceHost.Builder([.. shell.Configured, .. Listening(shell, asked.Exit, asked.Urls)]);
        var settings = ServiceHost.SettingsOf(builder.Configuration);
        using var place = new DemoPlace(builder.Configuration["Dispatch:Database"]);
        await place.MustBeFree(stop);
        settings.Database = place.Database;
        settings.UseQueuesOfADemonstration();
        settings.HurryThroughAMonth(true);
        var clock = new SimulatedClock(Demonstration.Start(settings.Limits().FieldHours));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(level => level >= LogLevel.Warning);
        // Whatever can be refused is refused before the last demonstration is touched.
        await using var app = ServiceHost.Ready(builder, settings);
        await place.Clear(stop);
        await ServiceHost.StartAsync(app, stop);
        place.Take();
        var key = await Key(app, stop);
        var result = await LetPass(app, clock, key, asked.Seed, asked.Orders, console, stop);
        Tables.Write(console, result);
        if (asked.Json is { } file) await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(result, StoredJson.Indented), stop);
        if (asked.Exit || !result.Doctor.Ok)
        {
            await app.StopAsync(stop);
            return result.Doctor.Ok ? 0 : Shell.Failed;
        }
        settings.HurryThroughAMonth(false);
        clock.Release();
        console.WriteLine("接口密钥 A key for the API, for every role:");
        // Not by the console, which would break the line where it is to be copied.
        await shell.Out.WriteLineAsync($"export DISPATCH_KEY={key}");
        console.WriteLine("登录 To sign in at /sign-in:");
        foreach (var (who, password) in await SignIns(app, stop)) await shell.Out.WriteLineAsync($"  {who.Login,-8} {password}  {who.Name} ({who.Role})");
        console.WriteLine("短信收件箱 What would have been sent to phones, codes for farmers included: /inbox");
        console.MarkupLineInterpolated($"服务已启动 Serving the month's district on [bold]{app.Urls.First()}[/] (Ctrl+C to stop)");
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>For the month's people, and afterwards for whoever tries the API.</summary>
    private static async Task<string> Key(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ApiKeys>().Add("demo", Rights.People, stop, callsPerMinute: int.MaxValue))!;
    }

    private static async Task<IReadOnlyList<(Newcomer Who, string Password)>> SignIns(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<SignIns>(scope.ServiceProvider).Make(stop);
    }

    /// <summary>Lets the month pass. The host hears Ctrl+C, so its stopping ends the month too.</summary>
    private static async Task<DemoResult> LetPass(WebApplication app, SimulatedClock clock, string key, int seed, int orders, IAnsiConsole console, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        try
        {
            return await Live(console, progress => new Demonstration(app.Services, clock, http, seed).Run(orders, progress, stopping.Token));
        }
        catch
        {
            // What runs in the background must end before the parts it uses.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Where nobody is to look, any free port will do.</summary>
    private static string[] Listening(Shell shell, bool exit, string? urls) =>
        urls is not null ? [$"--urls={urls}"]
        : exit && !shell.Configured.Any(setting => setting.StartsWith("--urls=", StringComparison.OrdinalIgnoreCase)) ? ["--urls=http://127.0.0.1:0"]
        : [];

    private static async Task<DemoResult> Live(IAnsiConsole console, Func<Action<double, DateTimeOffset>, Task<DemoResult>> run)
    {
        if (!console.Profile.Capabilities.Interactive) return await run((_, _) => { });
        return await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            var month = context.AddTask("模拟一个月 a month passes");
            return await run((share, at) =>
            {
                month.Value = 100 * share;
                month.Description = $"{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}";
            });
        });
    }
}
